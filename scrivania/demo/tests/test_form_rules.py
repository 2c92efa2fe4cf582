"""A wrong answer meets the rule meant for it: each case changes one thing in an application that passes."""

from typing import Any

import pytest

from scrivania.demo.tests.content import APPLICATIONS
from scrivania.demo.tests.seeds import checked
from scrivania.formio import EnginePool

SEEDS = {application["key"]: application for application in APPLICATIONS}
NOBODY = dict.fromkeys(
    ("single_parent", "both_work", "studying", "sibling_enrolled", "pregnancy", "family_disability", "none"),
    False,
)
CONTRADICTION = NOBODY | {"none": True, "both_work": True}
WRONG_VAT = {"organisation_fiscal_code": "02000019997"}
ROW = "children[0].child_"


def child(**changes: Any) -> list[dict[str, Any]]:
    return [SEEDS["nido-bensalah"]["data"]["children"][0] | changes]


@pytest.mark.parametrize(
    ("seed", "changes", "path", "told"),
    [
        ("nido-bensalah", {"children": []}, "children", "da una a quattro"),
        ("nido-bensalah", {"children": child(child_birth_date="31/12/2023")}, ROW + "birth_date", "2024"),
        ("nido-bensalah", {"children": child(child_fiscal_code="TRBDMA25B")}, ROW + "fiscal_code", "cifre"),
        ("nido-bensalah", {"second_choice": "coccinella"}, "second_choice", "diversa"),
        ("nido-bensalah", {"schedule": "extended"}, "extended_reason", "tempo prolungato"),
        ("nido-bensalah", {"family_situation": NOBODY}, "family_situation", "almeno una"),
        ("nido-bensalah", {"family_situation": CONTRADICTION}, "family_situation", "Nessuna"),
        ("nido-bensalah", {"family_situation": NOBODY | {"sibling_enrolled": True}}, "sibling_name", "nome"),
        ("nido-bensalah", {"isee_protocol": "INPS-2026"}, "isee_protocol", "INPS-ISEE"),
        ("nido-bensalah", {"isee_file": []}, "isee_file", "ISEE"),
        ("nido-bensalah", {"isee_file": ["isee.exe"]}, "isee_file", ".pdf"),
        ("nido-bensalah", {"relation": "guardian"}, "guardianship_order", "provvedimento"),
        ("nido-bensalah", {"vaccinations": False}, "vaccinations", "vaccinazioni"),
        ("nido-bensalah", {"email": "", "contact_channel": "email"}, "contact_channel", "manca"),
        ("suolo-rinaldi-dehors", {"end_date": {"$date": "+20d"}}, "end_date", "prima di quella di inizio"),
        ("suolo-rinaldi-dehors", {"end_date": {"$date": "+205d"}}, "end_date", "180 giorni"),
        ("suolo-rinaldi-dehors", {"start_date": {"$date": "+9d"}}, "start_date", "15 giorni"),
        ("suolo-rinaldi-dehors", {"square_metres": 501}, "square_metres", "500"),
        ("suolo-rinaldi-dehors", WRONG_VAT, "organisation_fiscal_code", "IVA"),
        ("suolo-rinaldi-dehors", {"traffic": "closure"}, "traffic_details", "orari"),
        ("suolo-rinaldi-dehors", {"exemption": True}, "exemption_reason", "esenzione"),
        ("suolo-rinaldi-dehors", {"revenue_stamp": "123"}, "revenue_stamp", "14 cifre"),
        ("suolo-rinaldi-dehors", {"site_plan": []}, "site_plan", "planimetria"),
        ("suolo-ferrara", {"iban": "IT60X0542811101000000123457"}, "iban", "IBAN"),
        ("atti-dalo", {"request_kind": "view"}, "delivery", "sportello"),
        ("atti-dalo", {"reasons": "Curiosità."}, "reasons", "30 caratteri"),
        ("atti-dalo", {"plate": "!"}, "plate", "targa"),
        ("atti-marchetti", {"mandate_file": []}, "mandate_file", "delega"),
        ("atti-marchetti", {"identity_file": []}, "identity_file", "identità"),
        ("atti-marchetti", {"visit_at": {"$datetime": "+0d 10:00"}}, "visit_at", "futuro"),
        ("atti-marchetti", {"urgent": True}, "urgency_reason", "urgente"),
        ("atti-marchetti", {"declares_truth": False}, "declares_truth", "vere"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told(
    pool: EnginePool, seed: str, changes: dict[str, Any], path: str, told: str
) -> None:
    errors = checked(pool, SEEDS[seed], **changes).errors
    assert [error.path for error in errors] == [path]
    assert told.lower() in errors[0].message.lower()


def test_more_children_than_the_form_takes_are_refused(pool: EnginePool) -> None:
    errors = checked(pool, SEEDS["nido-bensalah"], children=child() * 5).errors
    assert "rows_max" in {error.rule for error in errors if error.path == "children"}


@pytest.mark.parametrize(
    ("seed", "changes", "gone"),
    [
        ("nido-bensalah", {"has_isee": "no"}, {"isee_value", "isee_protocol", "isee_expiry", "isee_file"}),
        ("suolo-ferrara", {"kind": "removal"}, {"iban", "account_holder"}),
        (
            "atti-marchetti",
            {"on_behalf": "self"},
            {"represented_fiscal_code", "mandate_file", "identity_file"},
        ),
        ("atti-marchetti", {"delivery": "area"}, {"visit_at"}),
    ],
)
def test_an_answer_to_a_question_no_longer_asked_is_dropped(
    pool: EnginePool, seed: str, changes: dict[str, Any], gone: set[str]
) -> None:
    before, after = checked(pool, SEEDS[seed]), checked(pool, SEEDS[seed], **changes)
    assert gone <= before.data.keys()
    assert after.errors == ()
    assert not gone & after.data.keys()


def test_what_the_browser_computes_or_locks_counts_for_nothing(pool: EnginePool) -> None:
    forged = {
        "fee": 1,
        "days": 1,
        "discount": 100,
        "given_name": "Qualcun",
        "fiscal_code": "RSSMRA80A01H501U",
    }
    seed = SEEDS["suolo-rinaldi-dehors"]
    assert checked(pool, seed, **forged).data == checked(pool, seed).data
