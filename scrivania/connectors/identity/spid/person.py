"""From SPID attributes to a person. Only fiscal code and a name are sure to be there."""

import re
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from scrivania.citizens.contracts import VerifiedPerson
from scrivania.saml import SamlError

# Sixteen characters, check letter not judged (the provider did); eleven digits are a provisional code.
_FISCAL_CODE = re.compile(r"[A-Z0-9]{16}|\d{11}", re.ASCII)
_PREFIX = "TINIT-"


def person_from(attributes: Mapping[str, str]) -> VerifiedPerson:
    """Raises SamlError when there is no fiscal code or no name at all."""
    fiscal_code = attributes.get("fiscalNumber", "").upper().removeprefix(_PREFIX)
    given_name, family_name = _name(attributes.get("name", "")), _name(attributes.get("familyName", ""))
    if not _FISCAL_CODE.fullmatch(fiscal_code):
        raise SamlError("no Italian fiscal code among the attributes", check=103)
    if not (given_name or family_name):
        raise SamlError("no name among the attributes", check=103)
    gender = attributes.get("gender", "")
    return VerifiedPerson(
        fiscal_code=fiscal_code,
        given_name=given_name,
        family_name=family_name,
        birth_date=_day(attributes.get("dateOfBirth", "")),
        birth_place=attributes.get("placeOfBirth", "")[:100],
        birth_county=attributes.get("countyOfBirth", "")[:2],
        gender=gender if gender in {"M", "F"} else "",
        email=_email(attributes.get("email", "")),
        phone=attributes.get("mobilePhone", "")[:40],
        address=attributes.get("address", "")[:300],
        digital_address=_email(attributes.get("digitalAddress", "")),
    )


def _name(text: str) -> str:
    """Providers write a dash for the name that a person of one name doesn't have."""
    return text[:200] if any(character.isalpha() for character in text) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _email(text: str) -> str:
    """An address mail can be sent to, or nothing: a wrong one mustn't stop a sign-in."""
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text if len(text) <= 254 else ""
