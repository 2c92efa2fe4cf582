"""One fault at a time, properly signed: the number tells that the right check caught it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from scrivania.saml import NAMESPACES, STATUS_SUCCESS, SamlError, add, parse_untrusted, serialize
from scrivania.saml.instants import format_instant, parse_instant

from .conftest import NOW, SignIn

ASSERTION = "saml:Assertion"
DATA = "saml:Assertion/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"
CONDITIONS = "saml:Assertion/saml:Conditions"
CONTEXT = "saml:Assertion/saml:AuthnStatement/saml:AuthnContext/saml:AuthnContextClassRef"
HOUR = timedelta(hours=1)
Spoil = Callable[[etree._Element], None]


def node(response: etree._Element, path: str) -> etree._Element:
    return response if path == "." else response.find(path, NAMESPACES)


def attribute(path: str, name: str, value: str | None) -> Spoil:
    def spoil(response: etree._Element) -> None:
        if value is None:
            del node(response, path).attrib[name]
        else:
            node(response, path).set(name, value)

    return spoil


def text(path: str, value: str) -> Spoil:
    return lambda response: setattr(node(response, path), "text", value)


def without(path: str) -> Spoil:
    def spoil(response: etree._Element) -> None:
        found = node(response, path)
        found.getparent().remove(found)

    return spoil


def doubled(path: str) -> Spoil:
    def spoil(response: etree._Element) -> None:
        found = node(response, path)
        found.addnext(etree.fromstring(etree.tostring(found)))

    return spoil


FAULTS: list[tuple[int, Spoil]] = [
    (10, attribute(".", "Version", "1.1")),
    (11, attribute(".", "IssueInstant", "2026-11-24T10:30:00+01:00")),
    (11, attribute(".", "IssueInstant", "2026-13-24T10:30:00Z")),
    (14, attribute(".", "IssueInstant", format_instant(NOW - HOUR))),
    (15, attribute(".", "IssueInstant", format_instant(NOW + HOUR))),
    (16, attribute(".", "InResponseTo", "_another")),
    (16, attribute(".", "InResponseTo", None)),
    (19, attribute(".", "Destination", "https://other.example/spid/acs")),
    (22, without("samlp:Status")),
    (22, doubled("samlp:Status")),
    (22, attribute("samlp:Status/samlp:StatusCode", "Value", "")),
    (24, attribute("samlp:Status/samlp:StatusCode", "Value", STATUS_SUCCESS + "?")),
    (27, text("saml:Issuer", "https://evil.example")),
    (27, doubled("saml:Issuer")),
    (30, attribute("saml:Issuer", "Format", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified")),
    (35, attribute(ASSERTION, "Version", "2.1")),
    (39, attribute(ASSERTION, "IssueInstant", format_instant(NOW - HOUR))),
    (40, attribute(ASSERTION, "IssueInstant", format_instant(NOW + HOUR))),
    (43, without("saml:Assertion/saml:Subject/saml:NameID")),
    (44, text("saml:Assertion/saml:Subject/saml:NameID", " ")),
    (45, attribute("saml:Assertion/saml:Subject/saml:NameID", "Format", "")),
    (48, attribute("saml:Assertion/saml:Subject/saml:NameID", "NameQualifier", None)),
    (51, doubled("saml:Assertion/saml:Subject/saml:SubjectConfirmation")),
    (53, attribute("saml:Assertion/saml:Subject/saml:SubjectConfirmation", "Method", "holder-of-key")),
    (56, without(DATA)),
    (57, attribute(DATA, "Recipient", "https://other.example/spid/acs")),
    (60, attribute(DATA, "InResponseTo", "_another")),
    (66, attribute(DATA, "NotOnOrAfter", format_instant(NOW - HOUR))),
    (67, without("saml:Assertion/saml:Issuer")),
    (69, text("saml:Assertion/saml:Issuer", "https://evil.example")),
    (70, attribute("saml:Assertion/saml:Issuer", "Format", None)),
    (73, without(CONDITIONS)),
    (78, attribute(CONDITIONS, "NotBefore", format_instant(NOW + HOUR))),
    (82, attribute(CONDITIONS, "NotOnOrAfter", format_instant(NOW - HOUR))),
    (87, without("saml:Assertion/saml:Conditions/saml:AudienceRestriction")),
    (
        87,
        text(
            "saml:Assertion/saml:Conditions/saml:AudienceRestriction/saml:Audience", "https://other.example"
        ),
    ),
    (88, without("saml:Assertion/saml:AuthnStatement")),
    (94, text(CONTEXT, "https://www.spid.gov.it/SpidL1")),
    (97, text(CONTEXT, "https://www.spid.gov.it/SpidL4")),
    (98, without("saml:Assertion/saml:AttributeStatement")),
    (99, attribute("saml:Assertion/saml:AttributeStatement/saml:Attribute", "Name", None)),
    (99, doubled("saml:Assertion/saml:AttributeStatement/saml:Attribute")),
    (99, doubled("saml:Assertion/saml:AttributeStatement/saml:Attribute/saml:AttributeValue")),
]


@pytest.mark.parametrize(("check", "spoil"), FAULTS)
def test_each_fault_has_its_check(sign_in: SignIn, check: int, spoil: Spoil) -> None:
    with pytest.raises(SamlError) as refused:
        sign_in.verify(sign_in.response(spoil=spoil))
    assert refused.value.check == check


@pytest.mark.parametrize("later", [timedelta(minutes=6, seconds=1), timedelta(hours=3)])
def test_a_kept_answer_expires(sign_in: SignIn, later: timedelta) -> None:
    with pytest.raises(SamlError) as refused:
        sign_in.verify(sign_in.response(), now=NOW + later)
    assert refused.value.check == 66


def test_an_encrypted_assertion_is_refused(sign_in: SignIn) -> None:
    def spoil(response: etree._Element) -> None:
        add(response, "saml:EncryptedAssertion")

    with pytest.raises(SamlError) as refused:
        sign_in.verify(sign_in.response(spoil=spoil))
    assert refused.value.check == 32


def test_entities_and_document_types_are_refused(sign_in: SignIn) -> None:
    document = serialize(sign_in.response())
    declaration, _, rest = document.partition(b"\n")
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for prologue in (bomb, b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">', b"<!DOCTYPE r>", b"<?go?>"):
        with pytest.raises(SamlError, match="not allowed"):
            sign_in.verify(declaration + prologue + rest)


def test_a_processing_instruction_can_t_cut_a_value(sign_in: SignIn) -> None:
    def spoil(response: etree._Element) -> None:
        name = node(response, "saml:Assertion/saml:Subject/saml:NameID")
        name.text = "victim"
        name.append(etree.ProcessingInstruction("x"))

    with pytest.raises(SamlError, match="processing instruction"):
        sign_in.verify(sign_in.response(spoil=spoil))


def test_a_huge_message_is_refused_unread(sign_in: SignIn) -> None:
    with pytest.raises(SamlError, match="too large"):
        sign_in.verify(serialize(sign_in.response()) + b" " * 300_000)


@given(st.binary(max_size=200))
def test_noise_is_refused_and_nothing_else(noise: bytes) -> None:
    try:
        root = parse_untrusted(noise)
    except SamlError:
        return
    assert root.tag


@given(st.datetimes(timezones=st.just(NOW.tzinfo)))
def test_an_instant_survives_its_text(moment) -> None:
    assert parse_instant(format_instant(moment.replace(year=2026)), check=1) == moment.replace(
        year=2026, microsecond=0
    )


@given(st.from_regex(r"20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\d(\.\d{1,10})?(Z|[+-]0\d:00|)"))
def test_only_utc_instants_are_read(text_: str) -> None:
    try:
        moment = parse_instant(text_, check=11)
    except SamlError:
        return
    assert text_.endswith("Z")
    assert moment.utcoffset() == timedelta(0)
