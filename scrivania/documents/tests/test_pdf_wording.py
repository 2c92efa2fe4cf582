"""The words with legal effect: what each document must say, and when."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from scrivania.documents.pdf import italian, render
from scrivania.documents.pdf.content import SilenceEffect, Term
from scrivania.documents.tests import samples
from scrivania.documents.tests.pages import EVERY_DOCUMENT, words

TERM = Term(days=30, due_on=date(2026, 12, 23), silence=SilenceEffect.NONE)


def receipt(**changes) -> str:
    return words(render.render_receipt(replace(samples.RECEIPT, **changes)))


@pytest.mark.parametrize("name", EVERY_DOCUMENT)
def test_every_document_says_which_case_it_belongs_to(name):
    make, content = EVERY_DOCUMENT[name]
    found = words(make(content))
    for part in (samples.CASE.number, samples.CASE.service, samples.CASE.applicant, samples.BODY.name):
        assert part in found
    assert "23 novembre 2026, ore 10:05:33 (UTC+1)" in found


def test_receipt_holds_what_articles_8_and_18_bis_ask():
    found = receipt()
    for part in (
        "Si attesta che in data 23 novembre 2026, ore 10:05:33 (UTC+1) è stata presentata",
        "SPID livello 2",
        samples.OFFICE.name,
        samples.OFFICIAL.name,
        samples.BODY.pec,
        "30 giorni dalla presentazione, cioè entro il giorno 23 dicembre 2026",
        "titolare del potere sostitutivo",
        "Segretario generale",
        "ammesso reclamo entro dieci giorni",
        "costituisce comunicazione di avvio del procedimento",
    ):
        assert part in found


@pytest.mark.parametrize(
    ("silence", "said", "unsaid"),
    [
        (SilenceEffect.ASSENT, "Silenzio assenso.", "Contro il silenzio"),
        (SilenceEffect.REJECTION, "l’istanza si intende respinta", "Contro il silenzio"),
        (SilenceEffect.NONE, "Contro il silenzio è ammesso ricorso", "Silenzio assenso."),
    ],
)
def test_receipt_tells_the_effect_of_silence(silence, said, unsaid):
    found = receipt(term=replace(TERM, silence=silence))
    assert said in found
    assert unsaid not in found


def test_receipt_of_a_notification_promises_no_answer():
    found = receipt(term=None, remedies=())
    assert "non è previsto un termine per la risposta" in found
    assert "Tutele" not in found


def test_second_edition_adds_the_registration():
    first, second = receipt(), receipt(registration=samples.REGISTRATION)
    assert "Gli estremi sono riportati nella seconda edizione" in first
    assert "seconda edizione, con gli estremi di protocollo" in second
    assert "n. 45678 in data 24 novembre 2026, ore 08:00:00 (UTC+1), registro Protocollo generale" in second


def test_application_lists_all_that_was_filled_in():
    found = words(render.render_application(samples.APPLICATION))
    for part in (
        "Gestore di prova",
        "Łukasz Rossi 30/06/2022",
        "Seconda scelta —",
        "attestazione_isee_2026.pdf 245 kB",
        "SHA-256 " + "a9" * 32,
        "Via Roma 12/A",
        "consapevole delle sanzioni penali",
    ):
        assert part in found


def test_request_suspends_the_term_only_when_told():
    suspended = words(render.render_integration_request(samples.REQUEST))
    assert "entro il giorno 11 dicembre 2026" in suspended
    assert "il termine di conclusione del procedimento è sospeso" in suspended
    running = replace(samples.REQUEST, suspends_term=False, due_on=None)
    found = words(render.render_integration_request(running))
    assert "sospeso" not in found
    assert "deve pervenire entro" not in found


def test_outcome_says_the_decision_and_how_to_appeal():
    accepted = words(render.render_outcome(samples.OUTCOME))
    assert "Provvedimento di accoglimento" in accepted
    assert "L’istanza è accolta." in accepted
    assert "entro sessanta giorni" in accepted
    assert "Dott.ssa Lucia Bianchi" in accepted
    refused = replace(samples.OUTCOME, accepted=False, remedies=("Ricorso al difensore civico.",))
    rejected = words(render.render_outcome(refused))
    assert "L’istanza è respinta." in rejected
    assert "Ricorso al difensore civico." in rejected
    assert "sessanta giorni" not in rejected


@pytest.mark.parametrize(
    ("instant", "printed"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 ottobre 2026, ore 02:30:00 (UTC+2)"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25 ottobre 2026, ore 02:30:00 (UTC+1)"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "1º gennaio 2027, ore 00:00:00 (UTC+1)"),
    ],
)
def test_instants_are_italian_and_never_ambiguous(instant, printed):
    assert italian.instant(instant) == printed


@pytest.mark.parametrize(
    ("octets", "printed"), [(0, "0 byte"), (999, "999 byte"), (245_113, "245 kB"), (1_830_204, "1,8 MB")]
)
def test_sizes(octets, printed):
    assert italian.size(octets) == printed
