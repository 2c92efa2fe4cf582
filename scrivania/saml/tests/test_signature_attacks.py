"""Signature wrapping and its kin, namespaces kept (the public tool's own payloads lose them)."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.signer import XMLSigner

from scrivania.saml import (
    NAMESPACES,
    Element,
    PendingRequest,
    SamlError,
    SigningKey,
    add,
    find,
    serialize,
    sign,
)
from scrivania.saml.names import qualified
from scrivania.simulators.idp.messages import Answer, Question, sign_assertion, success

from .conftest import ATTRIBUTES, NOW, SignIn

THIEF = "TINIT-LADRRO80A01H501X"
NEW_ID = "_forged"


def steal(assertion: Element) -> Element:
    """Make it another person's, keep everything else."""
    for attribute in assertion.iterfind("saml:AttributeStatement/saml:Attribute", NAMESPACES):
        if attribute.get("Name") == "fiscalNumber":
            find(attribute, "saml:AttributeValue").text = THIEF
    return assertion


def parts(response: Element) -> tuple[Element, Element]:
    """The Assertion and its Signature."""
    assertion = find(response, "saml:Assertion")
    return assertion, find(assertion, "ds:Signature")


def unsigned_copy(element: Element) -> Element:
    copy = deepcopy(element)
    copy.remove(find(copy, "ds:Signature"))
    return copy


def xsw1(response: Element) -> Element:
    """A forged Response around; the original one hides in the signature."""
    original, signature = unsigned_copy(response), deepcopy(find(response, "ds:Signature"))
    forged = deepcopy(response)
    steal(find(forged, "saml:Assertion"))
    forged.set("ID", NEW_ID)
    forged.replace(find(forged, "ds:Signature"), signature)
    signature.append(original)
    return forged


def xsw2(response: Element) -> Element:
    """The original Response before the detached signature."""
    forged = deepcopy(response)
    steal(find(forged, "saml:Assertion"))
    forged.set("ID", NEW_ID)
    find(forged, "ds:Signature").addprevious(unsigned_copy(response))
    return forged


def xsw3(response: Element) -> Element:
    """A forged Assertion as first sibling of the signed one."""
    assertion, _ = parts(response)
    forged = steal(unsigned_copy(assertion))
    forged.set("ID", NEW_ID)
    assertion.addprevious(forged)
    return response


def xsw4(response: Element) -> Element:
    """The signed Assertion inside the forged one."""
    assertion, _ = parts(response)
    forged = steal(unsigned_copy(assertion))
    forged.set("ID", NEW_ID)
    response.replace(assertion, forged)
    forged.append(assertion)
    return response


def xsw5(response: Element) -> Element:
    """The forged Assertion keeps the signature; the original goes to the end."""
    assertion, _ = parts(response)
    original = unsigned_copy(assertion)
    steal(assertion).set("ID", NEW_ID)
    response.append(original)
    return response


def xsw6(response: Element) -> Element:
    """The original inside the signature of the forged one."""
    assertion, signature = parts(response)
    original = unsigned_copy(assertion)
    steal(assertion).set("ID", NEW_ID)
    signature.append(original)
    return response


def xsw7(response: Element) -> Element:
    """The forged Assertion inside Extensions, same ID."""
    assertion, _ = parts(response)
    extensions = add(response, "samlp:Extensions")
    assertion.addprevious(extensions)
    extensions.append(steal(unsigned_copy(assertion)))
    return response


def xsw8(response: Element) -> Element:
    """The original inside an Object of the forged one's signature."""
    assertion, signature = parts(response)
    original = unsigned_copy(assertion)
    steal(assertion)
    add(signature, "ds:Object").append(original)
    return response


@pytest.mark.parametrize("attack", [xsw1, xsw2, xsw3, xsw4, xsw5, xsw6, xsw7, xsw8])
@pytest.mark.parametrize("whole_signed", [True, False])
def test_wrapping_is_refused(
    sign_in: SignIn, attack: Callable[[Element], Element], whole_signed: bool
) -> None:
    if whole_signed or attack in (xsw1, xsw2):
        response = sign_in.response()
    else:
        response = sign_assertion(
            success(sign_in.idp.entity_id, sign_in.question, Answer(2, ATTRIBUTES), NOW), sign_in.key
        )
    forged = attack(response)
    assert THIEF.encode() in serialize(forged)
    with pytest.raises(SamlError):
        sign_in.verify(forged)


def test_changed_content_is_refused(sign_in: SignIn) -> None:
    document = serialize(sign_in.response())
    with pytest.raises(SamlError, match="not valid"):
        sign_in.verify(document.replace(b"Ferrara", b"Ferrari"))


def test_an_unsigned_assertion_is_refused_even_in_a_signed_response(sign_in: SignIn) -> None:
    response = success(sign_in.idp.entity_id, sign_in.question, Answer(2, ATTRIBUTES), NOW)
    with pytest.raises(SamlError, match="Assertion has 0 signatures"):
        sign_in.verify(sign(response, sign_in.key, position=1))
    with pytest.raises(SamlError, match="Assertion has 0 signatures"):
        sign_in.verify(response)


def test_a_stranger_s_key_is_refused_whatever_certificate_it_shows(
    sign_in: SignIn, strange_key: SigningKey
) -> None:
    response = success(sign_in.idp.entity_id, sign_in.question, Answer(2, ATTRIBUTES), NOW)
    with pytest.raises(SamlError, match="not valid"):
        sign_in.verify(sign_assertion(response, strange_key))


def test_two_assertions_are_refused(sign_in: SignIn) -> None:
    response = success(sign_in.idp.entity_id, sign_in.question, Answer(2, ATTRIBUTES), NOW)
    second = deepcopy(find(response, "saml:Assertion"))
    second.set("ID", NEW_ID)
    response = sign_assertion(response, sign_in.key)
    response.append(sign(second, sign_in.key, position=1))
    with pytest.raises(SamlError) as refused:
        sign_in.verify(response)
    assert refused.value.check == 32


def test_a_duplicate_id_is_refused(sign_in: SignIn) -> None:
    response = sign_in.response()
    hidden = add(find(response, "ds:Signature"), "ds:Object")
    hidden.append(etree.Element("x", ID=response.get("ID", "")))
    with pytest.raises(SamlError, match="duplicate ID"):
        sign_in.verify(response)


@pytest.mark.parametrize(
    ("strong", "weak"),
    [
        (b"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", b"http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
        (
            b"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            b"http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
        ),
        (b"http://www.w3.org/2001/04/xmlenc#sha256", b"http://www.w3.org/2000/09/xmldsig#sha1"),
    ],
)
def test_weak_algorithms_are_refused(sign_in: SignIn, strong: bytes, weak: bytes) -> None:
    document = serialize(sign_in.response())
    assert strong in document
    with pytest.raises(SamlError):
        sign_in.verify(document.replace(strong, weak))


def test_sha1_is_refused_although_the_signature_is_right(sign_in: SignIn) -> None:
    """Not only the name changes: the provider itself signs with SHA-1."""

    class Careless(XMLSigner):
        def check_deprecated_methods(self) -> None:
            pass

    response = success(sign_in.idp.entity_id, sign_in.question, Answer(2, ATTRIBUTES), NOW)
    assertion = find(response, "saml:Assertion")
    signer = Careless(
        signature_algorithm=SignatureMethod.RSA_SHA1,
        digest_algorithm=DigestAlgorithm.SHA1,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    signed = signer.sign(
        assertion, key=sign_in.key.private_key, cert=[sign_in.key.certificate], id_attribute="ID"
    )
    response.replace(assertion, signed)
    with pytest.raises(SamlError):
        sign_in.verify(response)


@pytest.mark.parametrize(
    "transform",
    ["http://www.w3.org/TR/1999/REC-xslt-19991116", "http://www.w3.org/TR/1999/REC-xpath-19991116"],
)
def test_other_transforms_are_refused(sign_in: SignIn, transform: str) -> None:
    response = sign_in.response()
    transforms = response.find(".//ds:Transforms", NAMESPACES)
    etree.SubElement(transforms, qualified("ds:Transform"), Algorithm=transform)
    with pytest.raises(SamlError, match="transform not allowed"):
        sign_in.verify(response)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_no_flipped_byte_gives_another_person(data: st.DataObject, body, idp, idp_key) -> None:
    """Whatever one byte becomes, the answer is refused or says exactly what was signed."""
    pending = PendingRequest("_request", NOW - timedelta(seconds=20), level=2)
    sign_in = SignIn(body, idp, idp_key, pending, Question(pending.id, body.entity_id, body.acs_url, 2))
    document = bytearray(serialize(sign_in.response()))
    position = data.draw(st.integers(0, len(document) - 1))
    document[position] = data.draw(st.integers(0, 255))
    try:
        identity = sign_in.verify(bytes(document))
    except SamlError:
        return
    assert identity.assertion.attributes == ATTRIBUTES
