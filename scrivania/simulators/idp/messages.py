"""What an identity provider says. Built unsigned, signed last: tests spoil messages in between."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scrivania.saml import (
    FORMAT_ENTITY,
    FORMAT_TRANSIENT,
    LEVELS,
    METHOD_BEARER,
    STATUS_SUCCESS,
    Element,
    SigningKey,
    add,
    find,
    format_instant,
    new_id,
    root_element,
    sign,
)

_VALIDITY = timedelta(minutes=5)
_STATUS_RESPONDER = "urn:oasis:names:tc:SAML:2.0:status:Responder"
_NAME_BASIC = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic"
_AFTER_ISSUER = 1


@dataclass(frozen=True)
class Question:
    """The AuthnRequest being answered, and where the answer goes."""

    request_id: str
    service_provider: str
    acs_url: str
    level: int


@dataclass(frozen=True)
class Answer:
    """Who signed in, at which level; `session_index` only when the provider keeps a session (level 1)."""

    level: int
    attributes: Mapping[str, str]
    name_id: str = field(default_factory=new_id)
    session_index: str | None = None


def success(issuer: str, question: Question, answer: Answer, now: datetime) -> Element:
    """Unsigned Response with its unsigned Assertion."""
    response = _response(issuer, question, now)
    add(add(response, "samlp:Status"), "samlp:StatusCode", Value=STATUS_SUCCESS)
    assertion = add(response, "saml:Assertion", ID=new_id(), Version="2.0", IssueInstant=format_instant(now))
    add(assertion, "saml:Issuer", issuer, Format=FORMAT_ENTITY)
    _add_subject(assertion, issuer, question, answer, now)
    _add_conditions(assertion, question, now)
    _add_authentication(assertion, answer, now)
    statement = add(assertion, "saml:AttributeStatement")
    for name, value in answer.attributes.items():
        add(add(statement, "saml:Attribute", Name=name, NameFormat=_NAME_BASIC), "saml:AttributeValue", value)
    return response


def refusal(issuer: str, question: Question, error_code: int, now: datetime) -> Element:
    """Unsigned Response that says ErrorCode nrnn."""
    response = _response(issuer, question, now)
    status = add(response, "samlp:Status")
    add(status, "samlp:StatusCode", Value=_STATUS_RESPONDER)
    add(status, "samlp:StatusMessage", f"ErrorCode nr{error_code:02d}")
    return response


def sign_assertion(response: Element, key: SigningKey) -> Element:
    """Replaces the Assertion inside `response` by its signed copy; returns `response`."""
    assertion = find(response, "saml:Assertion")
    if assertion is not None:
        response.replace(assertion, sign(assertion, key, position=_AFTER_ISSUER))
    return response


def sign_response(response: Element, key: SigningKey) -> Element:
    """The Assertion first, then the whole: a signed copy."""
    return sign(sign_assertion(response, key), key, position=_AFTER_ISSUER)


def _response(issuer: str, question: Question, now: datetime) -> Element:
    response = root_element(
        "samlp:Response",
        ("samlp", "saml"),
        ID=new_id(),
        Version="2.0",
        IssueInstant=format_instant(now),
        InResponseTo=question.request_id,
        Destination=question.acs_url,
    )
    add(response, "saml:Issuer", issuer, Format=FORMAT_ENTITY)
    return response


def _add_subject(parent: Element, issuer: str, question: Question, answer: Answer, now: datetime) -> None:
    subject = add(parent, "saml:Subject")
    add(subject, "saml:NameID", answer.name_id, Format=FORMAT_TRANSIENT, NameQualifier=issuer)
    add(
        add(subject, "saml:SubjectConfirmation", Method=METHOD_BEARER),
        "saml:SubjectConfirmationData",
        Recipient=question.acs_url,
        InResponseTo=question.request_id,
        NotOnOrAfter=format_instant(now + _VALIDITY),
    )


def _add_conditions(parent: Element, question: Question, now: datetime) -> None:
    conditions = add(
        parent, "saml:Conditions", NotBefore=format_instant(now), NotOnOrAfter=format_instant(now + _VALIDITY)
    )
    add(add(conditions, "saml:AudienceRestriction"), "saml:Audience", question.service_provider)


def _add_authentication(parent: Element, answer: Answer, now: datetime) -> None:
    statement = add(parent, "saml:AuthnStatement", AuthnInstant=format_instant(now))
    if answer.session_index:
        statement.set("SessionIndex", answer.session_index)
    add(add(statement, "saml:AuthnContext"), "saml:AuthnContextClassRef", LEVELS[answer.level])
