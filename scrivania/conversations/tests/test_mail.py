"""Mail goes at least once, and a repeat is the same mail: readers' programs fold it."""

import re

import pytest

from scrivania.conversations.actions import notify
from scrivania.conversations.models import Message
from scrivania.core import clock, files
from scrivania.core.models import DeliveryStep
from scrivania.testing.bodies import TestBody
from scrivania.testing.cases import sent_application
from scrivania.testing.outside import Simulators
from scrivania.testing.worker import next_job_at, run_jobs

PDF = b"%PDF-1.7 la ricevuta"


@pytest.fixture
def message(body: TestBody) -> Message:
    application = sent_application(body)
    for job in DeliveryStep.objects.all():  # only the message below is of interest
        DeliveryStep.objects.filter(pk=job.pk).update(state=DeliveryStep.State.DONE)
    stored = files.save_bytes(PDF, name="ricevuta.pdf", media_type=files.PDF, puid="", subject=application)
    return notify(
        application.citizen.user,
        application,
        title=f"Pratica {application.pk}:\nricevuta",
        body="È arrivata.",
        email="giulia.ferrari@posta.example",
        attachments=[stored],
    )


def step_of(message: Message) -> DeliveryStep:
    return DeliveryStep.objects.get(kind="mail", subject_id=message.pk)


def received(mail: Simulators, message: Message) -> list[str]:
    """Pages of the mails of this message at the simulator."""
    found = re.findall(r'href="(/mail/\d+/)">([^<]*)', mail.get("/mail/").text)
    return [mail.get(link).text for link, title in found if str(message.subject_id) in title]


def test_the_mail_carries_text_link_and_attachment(message: Message, simulated_mail: Simulators) -> None:
    run_jobs()
    (page,) = received(simulated_mail, message)
    assert "È arrivata." in page
    assert f"http://localhost:8000/pratiche/{message.subject_id}/" in page
    assert "Comune di Montelieto" in page
    assert "ricevuta.pdf" in page
    assert step_of(message).state == DeliveryStep.State.DONE


def test_after_a_broken_call_the_same_mail_goes_again(message: Message, simulated_mail: Simulators) -> None:
    simulated_mail.post("/mail/guasti", fault="break_off")
    run_jobs()
    assert step_of(message).state == DeliveryStep.State.PENDING
    with clock.frozen(next_job_at()):
        run_jobs()
    assert step_of(message).state == DeliveryStep.State.DONE
    pages = received(simulated_mail, message)
    assert len(pages) == 2
    assert len({re.search(r"&lt;[^ ]*@[^ ]*&gt;</dd>", page).group() for page in pages}) == 1


@pytest.mark.parametrize(("fault", "state"), [("busy", "pending"), ("refuse", "exhausted")])
def test_a_refusal_for_now_is_tried_again_one_for_good_is_not(
    message: Message, simulated_mail: Simulators, fault: str, state: str
) -> None:
    simulated_mail.post("/mail/guasti", fault=fault)
    run_jobs()
    assert step_of(message).state == state
    assert received(simulated_mail, message) == []


def test_an_address_that_is_none_is_given_up_at_once(message: Message, simulated_mail: Simulators) -> None:
    Message.objects.filter(pk=message.pk).update(email="giulia@posta.example\nBcc: altri@posta.example")
    run_jobs()
    assert step_of(message).state == DeliveryStep.State.EXHAUSTED


def test_no_address_no_mail(message: Message, body: TestBody) -> None:
    before = DeliveryStep.objects.count()
    notify(message.recipient, message, title="Solo nell’area", body="Qui.")
    assert DeliveryStep.objects.count() == before
