"""The whole journey of one application, by a citizen and an operator, on a phone and at a desk."""

import re

import pytest
from playwright.sync_api import expect

from scrivania.testing.demo_site import DemoSite
from scrivania.testing.outside import wait_until

from . import nursery
from .conftest import Visit
from .visitor import DESK, PHONE, Visitor, pdf, sign_in_with_spid

ANSWER = "Ecco quanto chiesto: il documento della pediatra di Luca, di ieri."
PROTOCOL = re.compile(r"\d{7}/\d{4}")
OPERATORS = {"montelieto": "andrea.colombo", "castelfiorito": "marta.fontana"}
# At each width another body and person, so that both bodies are walked.
WALKS = {
    PHONE: ("montelieto", "Chiara Conti", "chiara.conti@studenti.example"),
    DESK: ("castelfiorito", "Nicolò D'Alò", "nicolo.dalo@posta.example"),
}


@pytest.mark.parametrize("width", WALKS)
def test_from_the_card_to_the_archive(demo_site: DemoSite, visit: Visit, width: int) -> None:
    slug, name, address = WALKS[width]
    body = demo_site.body(slug)
    citizen = visit(body, width=width)
    _from_the_card_into_the_form(citizen, name)
    _fill_in_leaving_and_resuming(citizen)
    number = _send(citizen)
    _registered(demo_site, citizen, number, address)
    operator = visit(body, width=width)
    _taken_in_charge(operator, f"{OPERATORS[slug]}@{slug}.example", number)
    _integration_asked(operator)
    _integration_answered(citizen, number)
    _accepted(operator)
    _outcome_in_the_archive(citizen, number)


def _from_the_card_into_the_form(citizen: Visitor, name: str) -> None:
    citizen.go("/")
    citizen.look("01-home")
    citizen.page.get_by_label("Di cosa hai bisogno?").fill("nido")
    citizen.press("Cerca")
    citizen.look("02-services")
    citizen.follow("Iscrizione al nido d’infanzia")
    citizen.look("03-card")
    citizen.page.get_by_role("main").get_by_role("link", name="Fai domanda online").last.click()
    citizen.heading("Accedi")
    citizen.look("04-sign-in")
    sign_in_with_spid(citizen, name)
    assert re.fullmatch(r"/bozze/[0-9a-f-]{36}/1/", citizen.path())
    citizen.heading("Chi fa la domanda")
    citizen.look("05-step-1")


def _fill_in_leaving_and_resuming(citizen: Visitor) -> None:
    citizen.press("Avanti")
    citizen.heading("Ci sono alcune informazioni mancanti o errate")
    citizen.look("06-step-1-wrong")
    nursery.applicant(citizen)
    citizen.press("Avanti")
    citizen.heading("Bambine, bambini e nido")
    nursery.children(citizen)
    citizen.look("07-step-2")
    citizen.press("Avanti")
    citizen.heading("Famiglia e ISEE")
    expect(citizen.page.get_by_label("Valore ISEE")).to_have_count(0)
    nursery.family(citizen)
    citizen.page.get_by_label("Valore ISEE").wait_for()
    nursery.isee(citizen)
    citizen.look("08-step-3")
    citizen.press("Salva ed esci")
    citizen.reads("Bozza salvata")
    citizen.look("09-desk-with-draft")
    citizen.page.get_by_role("link", name=re.compile("^Riprendi")).click()
    citizen.heading("Famiglia e ISEE")
    expect(citizen.page.get_by_label("Valore ISEE")).to_have_value("8420,50")
    citizen.reads("isee.pdf")
    citizen.look("10-step-3-resumed")
    citizen.press("Avanti")
    citizen.heading("Dichiarazioni")
    nursery.declarations(citizen)
    citizen.look("11-step-4")
    citizen.press("Avanti")


def _send(citizen: Visitor) -> str:
    """The number of the application."""
    citizen.heading("Riepilogo")
    for answer in ("Sofia", "Luca", "8.420,50", "isee.pdf", nursery.ISEE_PROTOCOL, "valore di dichiarazione"):
        citizen.reads(answer)
    citizen.look("12-summary")
    citizen.press("Invia")
    citizen.heading("Richiesta inviata")
    citizen.reads("Responsabile del procedimento")
    citizen.look("13-confirmation")
    found = re.search(r"\d{4}-\d{6}", citizen.page.get_by_role("main").inner_text())
    assert found
    with citizen.page.expect_download() as download:
        citizen.follow("Scarica la ricevuta (PDF)")
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    return found[0]


def _registered(site: DemoSite, citizen: Visitor, number: str, address: str) -> None:
    citizen.follow("Segui la pratica")
    citizen.reload_until("Protocollata")
    found = PROTOCOL.search(citizen.page.get_by_role("main").inner_text())
    assert found
    citizen.look("14-application")
    wait_until(lambda: any(number in mail and found[0] in mail for mail in site.mails_to(address)))
    citizen.go("/messaggi/")
    citizen.look("15-messages")
    citizen.page.get_by_role("main").get_by_role("heading", level=3).first.click()
    citizen.reads(number)
    citizen.look("16-message")


def _taken_in_charge(operator: Visitor, address: str, number: str) -> None:
    operator.go("/operatori/")
    operator.look("17-staff-sign-in")
    operator.page.get_by_label("E-mail di lavoro").fill(address)
    operator.page.get_by_label("Password").fill(DemoSite.PASSWORD)
    operator.press("Accedi")
    operator.heading("Pratiche")
    operator.page.get_by_role("link", name="Da assegnare").click()
    operator.look("18-inbox")
    operator.follow(number)
    operator.look("19-case")
    operator.press("Prendi in carico")
    operator.reads("La pratica è in carico a te.")
    operator.page.get_by_label("Nuova nota").fill("Da sentire con la direttrice del nido.")
    operator.press("Aggiungi la nota")
    operator.reads("Nota aggiunta")
    operator.look("20-case-taken")


def _integration_asked(operator: Visitor) -> None:
    operator.follow("Richiedi integrazioni")
    operator.look("21-ask-integration")
    operator.page.get_by_label("Che cosa manca").fill("Manca il certificato vaccinale di Luca.")
    operator.press("Invia la richiesta")
    operator.reads("Richiesta inviata")
    operator.look("22-case-waiting")


def _integration_answered(citizen: Visitor, number: str) -> None:
    citizen.go("/scrivania/")
    citizen.reads("L’ufficio ti chiede delle integrazioni")
    citizen.look("23-desk-to-do")
    citizen.page.get_by_role("link", name=re.compile(f"^Rispondi.*{number}")).click()
    citizen.look("24-integration")
    citizen.page.get_by_label("La tua risposta").fill(ANSWER)
    citizen.page.get_by_label("Aggiungi file").set_input_files(pdf("certificato.pdf"))
    citizen.press("Allega i file scelti")
    citizen.reads("certificato.pdf")
    citizen.look("25-integration-with-file")
    citizen.press("Invia e chiudi la richiesta")
    citizen.reads("La tua risposta è stata inviata")
    citizen.look("26-application-answered")


def _accepted(operator: Visitor) -> None:
    operator.page.reload()
    operator.reads(ANSWER)
    operator.reads("certificato.pdf")
    operator.look("27-case-answered")
    take_up = operator.page.get_by_role("button", name="Riprendi la pratica")
    if take_up.count():  # the registration of the answer may have taken it up already
        take_up.click()
    operator.follow("Accetta")
    operator.look("28-accept")
    operator.page.get_by_label("Motivazione").fill("La famiglia ha i requisiti del regolamento comunale.")
    operator.page.get_by_label("File da allegare al provvedimento").set_input_files(pdf("ammissione.pdf"))
    operator.press("Accetta e invia")
    operator.reads("Decisione presa")
    operator.look("29-case-decided")


def _outcome_in_the_archive(citizen: Visitor, number: str) -> None:
    citizen.reload_until("La tua domanda è stata accolta")
    citizen.go("/pratiche/?stato=concluse")
    citizen.look("30-archive")
    citizen.page.get_by_role("main").get_by_role("article").filter(has_text=number).get_by_role(
        "link"
    ).click()
    citizen.reads("ammissione.pdf")
    citizen.reads("requisiti del regolamento")
    with citizen.page.expect_download() as download:
        citizen.page.get_by_role("link", name=re.compile("^Esito")).first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    citizen.look("31-outcome")
