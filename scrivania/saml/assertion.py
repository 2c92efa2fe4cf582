"""Reading of a verified Assertion: every condition of the SPID rules, each with the number of its check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from .authn_request import PendingRequest
from .errors import SamlError
from .instants import SKEW, parse_instant
from .names import FORMAT_ENTITY, FORMAT_TRANSIENT, LEVELS, METHOD_BEARER
from .xml import Element, find, find_all, text_of


@dataclass(frozen=True)
class Expected:
    audience: str
    recipient: str
    issuer: str
    request: PendingRequest
    now: datetime


@dataclass(frozen=True)
class VerifiedAssertion:
    id: str
    name_id: str
    name_qualifier: str
    session_index: str | None
    level: int
    attributes: Mapping[str, str]


def read_assertion(assertion: Element, expected: Expected) -> VerifiedAssertion:
    """`assertion` must come from `signatures.verified`. Raises SamlError."""
    _check_header(assertion, expected)
    _check_confirmation(assertion, expected)
    _check_conditions(assertion, expected)
    name_id = _name_id(assertion)
    statement = _only(assertion, "saml:AuthnStatement", check=88)
    return VerifiedAssertion(
        id=assertion.get("ID", ""),
        name_id=text_of(name_id),
        name_qualifier=name_id.get("NameQualifier", ""),
        session_index=statement.get("SessionIndex"),
        level=_level(statement, expected.request.level),
        attributes=_attributes(assertion),
    )


def _only(parent: Element, path: str, *, check: int) -> Element:
    found = find_all(parent, path)
    if len(found) != 1:
        raise SamlError(f"{len(found)} {path} instead of 1", check=check)
    return found[0]


def _check_header(assertion: Element, expected: Expected) -> None:
    if assertion.get("Version") != "2.0":
        raise SamlError("Version of Assertion isn't 2.0", check=35)
    issued_at = parse_instant(assertion.get("IssueInstant"), check=36)
    if issued_at < expected.request.issued_at - SKEW:
        raise SamlError("Assertion issued before the request", check=39)
    if issued_at > expected.now + SKEW:
        raise SamlError("Assertion issued in the future", check=40)
    issuer = _only(assertion, "saml:Issuer", check=67)
    if text_of(issuer) != expected.issuer:
        raise SamlError("Issuer of Assertion isn't the provider asked", check=69)
    if issuer.get("Format") != FORMAT_ENTITY:
        raise SamlError("Format of Assertion's Issuer isn't entity", check=70)


def _name_id(assertion: Element) -> Element:
    name_id = _only(assertion, "saml:Subject/saml:NameID", check=43)
    if not text_of(name_id):
        raise SamlError("empty NameID", check=44)
    if name_id.get("Format") != FORMAT_TRANSIENT:
        raise SamlError("NameID isn't transient", check=45)
    if not name_id.get("NameQualifier"):
        raise SamlError("NameID without NameQualifier", check=48)
    return name_id


def _check_confirmation(assertion: Element, expected: Expected) -> None:
    confirmation = _only(assertion, "saml:Subject/saml:SubjectConfirmation", check=51)
    if confirmation.get("Method") != METHOD_BEARER:
        raise SamlError("confirmation isn't bearer", check=53)
    data = _only(confirmation, "saml:SubjectConfirmationData", check=56)
    if data.get("Recipient") != expected.recipient:
        raise SamlError("Recipient isn't ours", check=57)
    if data.get("InResponseTo") != expected.request.id:
        raise SamlError("Assertion isn't the answer to this request", check=60)
    if parse_instant(data.get("NotOnOrAfter"), check=63) <= expected.now - SKEW:
        raise SamlError("confirmation expired", check=66)


def _check_conditions(assertion: Element, expected: Expected) -> None:
    conditions = _only(assertion, "saml:Conditions", check=73)
    if parse_instant(conditions.get("NotBefore"), check=75) > expected.now + SKEW:
        raise SamlError("Assertion not valid yet", check=78)
    if parse_instant(conditions.get("NotOnOrAfter"), check=79) <= expected.now - SKEW:
        raise SamlError("Assertion expired", check=82)
    audiences = find_all(conditions, "saml:AudienceRestriction/saml:Audience")
    if [text_of(audience) for audience in audiences] != [expected.audience]:
        raise SamlError("meant for another service provider", check=87)


def _level(statement: Element, asked: int) -> int:
    """The level reached: a higher one than asked is fine."""
    reference = text_of(find(statement, "saml:AuthnContext/saml:AuthnContextClassRef"))
    level = next((number for number, uri in LEVELS.items() if uri == reference), None)
    if level is None:
        raise SamlError("no such level", check=97)
    if level < asked:
        raise SamlError("level lower than asked", check=94)
    return level


def _attributes(assertion: Element) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for attribute in find_all(assertion, "saml:AttributeStatement/saml:Attribute"):
        name, values = attribute.get("Name"), find_all(attribute, "saml:AttributeValue")
        if not name or len(values) != 1 or name in attributes:
            raise SamlError("attribute without name, or without exactly one value", check=99)
        attributes[name] = text_of(values[0])
    if not attributes:
        raise SamlError("no attributes", check=98)
    return attributes
