"""The simulated mail server: real SMTP in, pages to read it."""

import smtplib
from email.message import EmailMessage

import pytest

from scrivania.testing.outside import Simulators


def mail(subject: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "urp@body.example", "giulia@posta.example"
    message["Subject"], message["Message-ID"] = subject, f"<{subject.replace(' ', '-')}@body.example>"
    message.set_content("Gentile Giulia,\nla ricevuta è allegata.")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="ricevuta.pdf")
    return message


def send(simulators: Simulators, message: EmailMessage) -> None:
    with smtplib.SMTP("127.0.0.1", simulators.smtp_port, timeout=5) as server:
        server.send_message(message)


def first_link(simulators: Simulators, subject: str) -> str:
    page = simulators.get("/mail/").text
    before = page.partition(f">{subject}</a>")[0]
    return before.rpartition('href="')[2].rstrip('"')


def test_a_mail_is_kept_and_read_with_its_attachments(simulators: Simulators) -> None:
    send(simulators, mail("Ricevuta 1"))
    link = first_link(simulators, "Ricevuta 1")
    page = simulators.get(link).text
    assert "la ricevuta è allegata." in page
    assert "&lt;Ricevuta-1@body.example&gt;" in page
    attachment = simulators.get(f"{link}allegati/0")
    assert attachment.content == b"%PDF-1.7"
    assert 'filename="ricevuta.pdf"' in attachment.headers["Content-Disposition"]
    assert simulators.get(f"{link}allegati/1").status_code == 404


def test_what_is_not_there_is_not_found(simulators: Simulators) -> None:
    assert simulators.get("/mail/99/").status_code == 404


@pytest.mark.parametrize(("fault", "code"), [("refuse", 550), ("busy", 451)])
def test_it_refuses_when_told_to(simulators: Simulators, fault: str, code: int) -> None:
    simulators.post("/mail/guasti", fault=fault)
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(simulators, mail(f"Rifiutata {code}"))
    assert [answer for answer, _ in refused.value.recipients.values()] == [code]
    assert f"Rifiutata {code}" not in simulators.get("/mail/").text


def test_it_takes_a_mail_and_breaks_off_without_a_word(simulators: Simulators) -> None:
    simulators.post("/mail/guasti", fault="break_off")
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(simulators, mail("Presa"))
    assert "Presa" in simulators.get("/mail/").text
