"""The demo's people are invented but their codes are right, and they cover the awkward cases."""

import re
from datetime import date
from typing import Any

import pytest
from stdnum.it import codicefiscale

from scrivania.demo.tests.content import APPLICATIONS, CITIZENS, strings

ATTRIBUTES = {
    "fiscal_code",
    "name",
    "family_name",
    "date_of_birth",
    "place_of_birth",
    "county_of_birth",
    "gender",
    "email",
    "mobile_phone",
    "address",
    "digital_address",
    "situation",
    "level",
}
PLAIN = r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]"


def codes_in(content: Any) -> set[str]:
    # By shape, omocodia included: letters of LMNPQRSTUV may stand for digits.
    shape = r"[A-Z]{6}[\dL-NP-V]{2}[A-EHLMPRST][\dL-NP-V]{2}[A-Z][\dL-NP-V]{3}[A-Z]"
    return {text for text in strings(content) if re.fullmatch(shape, text)}


@pytest.mark.parametrize("citizen", CITIZENS, ids=lambda citizen: citizen["fiscal_code"])
def test_a_citizen_is_complete_and_the_code_agrees(citizen: dict[str, Any]) -> None:
    assert set(citizen) == ATTRIBUTES
    code = codicefiscale.validate(citizen["fiscal_code"])
    born = date.fromisoformat(citizen["date_of_birth"])
    assert citizen["level"] in (1, 2, 3)
    assert citizen["situation"].endswith(".")
    if len(code) == 16:
        assert codicefiscale.get_birth_date(code, minyear=1930) == born
        assert codicefiscale.get_gender(code) == citizen["gender"]
    if re.fullmatch(PLAIN, code):
        assert code[11:15] == citizen["place_of_birth"]
    assert (citizen["county_of_birth"] == "EE") == citizen["place_of_birth"].startswith("Z")


def test_fiscal_codes_are_unique() -> None:
    assert len({citizen["fiscal_code"] for citizen in CITIZENS}) == len(CITIZENS) >= 12


def test_every_other_fiscal_code_of_the_content_is_valid() -> None:
    found = codes_in(APPLICATIONS)
    assert len(found) > 12
    assert all(codicefiscale.is_valid(code) for code in found)


def test_the_awkward_cases_are_there() -> None:
    codes = {citizen["fiscal_code"] for citizen in CITIZENS}
    full_names = [f"{citizen['name']} {citizen['family_name']}" for citizen in CITIZENS]
    assert any(len(code) == 11 for code in codes), "provisional code"
    assert any(len(code) == 16 and not re.fullmatch(PLAIN, code) for code in codes), "omocodia"
    assert any(citizen["place_of_birth"].startswith("Z") for citizen in CITIZENS), "born abroad"
    assert any(citizen["email"] is None for citizen in CITIZENS), "no e-mail"
    assert any(citizen["family_name"] == "-" for citizen in CITIZENS), "one-word name"
    assert any(sum(map(str.isalpha, citizen["name"])) == 90 for citizen in CITIZENS), "90-letter name"
    assert any("'" in name for name in full_names), "apostrophe"
    assert any(re.search("[àèéìòùöü]", name) for name in full_names), "accent"
    assert any(citizen["level"] == 1 for citizen in CITIZENS), "SPID level 1 only"
