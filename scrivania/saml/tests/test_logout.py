"""Logout from either side: each side's message is read by the other's eyes."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from scrivania.saml import (
    Binding,
    IdentityProvider,
    LogoutSubject,
    SamlError,
    logout_request,
    logout_response,
    new_id,
    read_logout,
    verify_logout_request,
    verify_logout_response,
)

from .conftest import NOW

SUBJECT = LogoutSubject("_transient", "https://idp.example", "_session")


@pytest.fixture
def provider_as_body(body, idp, idp_key):
    """The provider speaks by the same functions, with its own name and key."""
    return replace(body, entity_id=idp.entity_id, slo_url=idp.slo[Binding.POST], key=idp_key)


@pytest.fixture
def body_as_provider(body) -> IdentityProvider:
    return IdentityProvider(
        entity_id=body.entity_id,
        name="",
        certificates=(body.key.certificate,),
        sso={},
        slo=dict.fromkeys(Binding, body.slo_url),
    )


def travel(message, parameter: str, binding: Binding):
    if binding is Binding.POST:
        return read_logout(message.fields[parameter], binding=binding)
    query = urlsplit(message.url).query
    return read_logout(parse_qs(query)[parameter][0], binding=binding, query=query)


@pytest.mark.parametrize("binding", list(Binding))
def test_a_request_and_its_answer(body, idp, provider_as_body, body_as_provider, binding: Binding) -> None:
    asked = logout_request(
        provider_as_body,
        body_as_provider,
        SUBJECT,
        request_id=new_id(),
        binding=binding,
        relay_state="r",
        now=NOW,
    )
    incoming = travel(asked, "SAMLRequest", binding)
    assert incoming.issuer == idp.entity_id
    request = verify_logout_request(incoming, body, idp, NOW)
    assert request.id == asked.id
    assert request.subject.name_id == SUBJECT.name_id
    assert request.subject.session_index == SUBJECT.session_index

    answer = logout_response(body, idp, in_response_to=request.id, binding=binding, relay_state="r", now=NOW)
    back = travel(answer, "SAMLResponse", binding)
    assert verify_logout_response(back, provider_as_body, body_as_provider, request_id=asked.id, now=NOW)
    with pytest.raises(SamlError, match="not the answer"):
        verify_logout_response(back, provider_as_body, body_as_provider, request_id="_x", now=NOW)


@pytest.mark.parametrize("binding", list(Binding))
def test_a_stranger_s_request_is_refused(
    body, idp, provider_as_body, body_as_provider, strange_key, binding
) -> None:
    stranger = replace(provider_as_body, key=strange_key)
    asked = logout_request(
        stranger, body_as_provider, SUBJECT, request_id=new_id(), binding=binding, relay_state="r", now=NOW
    )
    with pytest.raises(SamlError, match="not valid"):
        verify_logout_request(travel(asked, "SAMLRequest", binding), body, idp, NOW)


@pytest.mark.parametrize("age", [timedelta(minutes=6), timedelta(minutes=-6)])
def test_an_old_request_is_refused(body, idp, provider_as_body, body_as_provider, age: timedelta) -> None:
    asked = logout_request(
        provider_as_body,
        body_as_provider,
        SUBJECT,
        request_id=new_id(),
        binding=Binding.POST,
        relay_state="r",
        now=NOW,
    )
    with pytest.raises(SamlError, match="too old"):
        verify_logout_request(travel(asked, "SAMLRequest", Binding.POST), body, idp, NOW + age)


def test_a_message_for_someone_else_is_refused(body, idp, provider_as_body, body_as_provider) -> None:
    asked = logout_request(
        provider_as_body,
        body_as_provider,
        SUBJECT,
        request_id=new_id(),
        binding=Binding.POST,
        relay_state="r",
        now=NOW,
    )
    other = replace(body, entity_id="https://other.example", slo_url="https://other.example/slo")
    with pytest.raises(SamlError, match="Destination"):
        verify_logout_request(travel(asked, "SAMLRequest", Binding.POST), other, idp, NOW)


def test_an_answer_isn_t_a_request(body, idp, provider_as_body, body_as_provider) -> None:
    answer = logout_response(
        provider_as_body,
        body_as_provider,
        in_response_to="_a",
        binding=Binding.POST,
        relay_state="r",
        now=NOW,
    )
    incoming = travel(answer, "SAMLResponse", Binding.POST)
    with pytest.raises(SamlError, match="not a"):
        verify_logout_request(incoming, body, idp, NOW)
    assert verify_logout_response(incoming, body, idp, request_id="_a", now=NOW)
