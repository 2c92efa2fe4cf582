"""The fictional citizens (`demo/citizens.json`) as the provider knows them."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

_ATTRIBUTES = {
    "name": "name",
    "familyName": "family_name",
    "placeOfBirth": "place_of_birth",
    "countyOfBirth": "county_of_birth",
    "dateOfBirth": "date_of_birth",
    "gender": "gender",
    "mobilePhone": "mobile_phone",
    "email": "email",
    "address": "address",
    "digitalAddress": "digital_address",
}


@cache
def people() -> dict[str, dict[str, Any]]:
    """By fiscal code."""
    text = files("scrivania.demo").joinpath("citizens.json").read_text(encoding="utf-8")
    return {person["fiscal_code"]: person for person in json.loads(text)}


def attributes_of(person: dict[str, Any]) -> dict[str, str]:
    """SPID attributes; what the person hasn't given isn't sent."""
    code = person["fiscal_code"]
    told = {name: person.get(key) for name, key in _ATTRIBUTES.items()}
    return {"spidCode": f"PROV{code[:10]}", "fiscalNumber": f"TINIT-{code}"} | {
        name: value for name, value in told.items() if value
    }
