from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest
from lxml import etree

from scrivania.saml import PendingRequest, SamlError, find, serialize, verify_response
from scrivania.simulators.idp.messages import Answer, refusal, sign_assertion, sign_response, success

from .conftest import ATTRIBUTES, NOW, SignIn, make_key


def test_reads_what_the_provider_signed(sign_in: SignIn) -> None:
    identity = sign_in.verify(sign_in.response())
    assert identity.assertion.attributes == ATTRIBUTES
    assert identity.assertion.level == 2
    assert identity.assertion.name_qualifier == sign_in.idp.entity_id
    assert identity.response_id.startswith("_")


def test_signature_of_the_response_is_optional(sign_in: SignIn) -> None:
    response = success(sign_in.idp.entity_id, sign_in.question, Answer(2, ATTRIBUTES), NOW)
    assert sign_in.verify(sign_assertion(response, sign_in.key)).assertion.attributes == ATTRIBUTES


@pytest.mark.parametrize(("asked", "reached"), [(1, 1), (1, 3), (2, 2), (2, 3), (3, 3)])
def test_a_level_higher_than_asked_is_fine(sign_in: SignIn, asked: int, reached: int) -> None:
    assert sign_in.asking(asked).verify(sign_in.response(level=reached)).assertion.level == reached


def test_every_certificate_of_the_provider_counts(sign_in: SignIn, strange_key) -> None:
    rolling = replace(sign_in.idp, certificates=(strange_key.certificate, *sign_in.idp.certificates))
    assert sign_in.verify(sign_in.response(), idp=rolling).assertion.id


def test_an_expired_certificate_still_proves_who_signed(sign_in: SignIn) -> None:
    """The registry's metadata is what is trusted; expiry raises an alarm elsewhere."""
    old = make_key(sign_in.idp.entity_id, now=NOW - timedelta(days=4000))
    provider = replace(sign_in.idp, certificates=(old.certificate,))
    signed = sign_response(success(provider.entity_id, sign_in.question, Answer(2, ATTRIBUTES), NOW), old)
    assert sign_in.verify(signed, idp=provider).assertion.level == 2


def test_a_comment_can_t_cut_a_value(sign_in: SignIn) -> None:
    """CVE-2018-0489 and kin: readers that stop at the comment saw another person's name."""

    def split(response: etree._Element) -> None:
        name_id = find(response, "saml:Assertion/saml:Subject/saml:NameID")
        name_id.text = "victim.attacker"

    document = serialize(sign_in.response(spoil=split)).replace(
        b"victim.attacker", b"victim<!-- -->.attacker"
    )
    assert sign_in.verify(document).assertion.name_id == "victim.attacker"


@pytest.mark.parametrize("code", [1, 19, 20, 21, 22, 23, 25, 30])
@pytest.mark.parametrize("signed", [True, False])
def test_tells_the_number_of_a_refusal(sign_in: SignIn, code: int, signed: bool) -> None:
    response = refusal(sign_in.idp.entity_id, sign_in.question, code, NOW)
    with pytest.raises(SamlError) as refused:
        sign_in.verify(sign_response(response, sign_in.key) if signed else response)
    assert refused.value.error_code == code


def test_costs_at_most_5_ms(sign_in: SignIn) -> None:
    document = serialize(sign_in.response())

    def cost() -> float:
        begin = process_time()
        verify_response(document, provider=sign_in.body, idp=sign_in.idp, pending=sign_in.pending, now=NOW)
        return process_time() - begin

    assert min(cost() for _ in range(20)) <= 0.005


def test_an_answer_to_another_request_is_refused(sign_in: SignIn) -> None:
    other = PendingRequest("_other", sign_in.pending.issued_at, 2)
    with pytest.raises(SamlError) as refused:
        sign_in.verify(sign_in.response(), pending=other)
    assert refused.value.check == 16
