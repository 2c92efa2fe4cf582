import base64
from urllib.parse import parse_qs, urlsplit

import pytest

from scrivania.core import clock
from scrivania.core.models import Session
from scrivania.core.tenancy import tenant_context
from scrivania.saml import (
    Binding,
    Contact,
    IdentityProvider,
    LogoutSubject,
    Organization,
    ServiceProvider,
    decode_redirect,
    find,
    logout_request,
    logout_response,
    new_id,
    parse_untrusted,
    read_logout,
    text_of,
    verify_logout_request,
    verify_logout_response,
)

from .conftest import IDP

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(idp_key) -> ServiceProvider:
    """The identity provider, seen as the speaker of logout messages."""
    return ServiceProvider(IDP, "", f"{IDP}/slo", idp_key, Organization("", "", ""), Contact("", "", ""), ())


@pytest.fixture
def asking_body(body, body_key) -> IdentityProvider:
    """The body, seen as the other side."""
    return IdentityProvider(
        f"{body.base_url}/spid/metadata",
        "",
        (body_key.certificate,),
        sso={},
        slo=dict.fromkeys(Binding, f"{body.base_url}/spid/slo"),
    )


def signed_in(body) -> bool:
    with tenant_context(body.id):
        return Session.objects.filter(user__isnull=False).exists()


def name_id(browser, begun, document: bytes) -> str:
    return text_of(find(parse_untrusted(document), "saml:Assertion/saml:Subject/saml:NameID"))


def enter(browser, *, session: str | None) -> LogoutSubject:
    begun = browser.begin()
    document = browser.good_answer(begun, session=session)
    assert browser.deliver(begun, document).status_code == 303
    return LogoutSubject(name_id(browser, begun, document), IDP, session)


def test_signing_out_closes_the_session(browser, body) -> None:
    enter(browser, session=None)
    assert signed_in(body)
    response = browser.client.post("/spid/esci", secure=True)
    assert (response.status_code, response["Location"]) == (303, "/spid/uscita")
    assert not signed_in(body)
    page = browser.get("/spid/uscita").content.decode()
    assert IDP not in page


def test_where_the_provider_keeps_a_session_it_is_offered_to_close_it(
    browser, body, provider, asking_body
) -> None:
    subject = enter(browser, session="_kept")
    browser.client.post("/spid/esci", secure=True)
    assert not signed_in(body)
    url = browser.get("/spid/uscita").context["at_provider"]["url"]
    query = urlsplit(url).query
    values = parse_qs(query)
    incoming = read_logout(values["SAMLRequest"][0], binding=Binding.REDIRECT, query=query)
    request = verify_logout_request(incoming, provider, asking_body, clock.now())
    assert request.subject.name_id == subject.name_id
    assert request.subject.session_index == "_kept"

    answer = logout_response(
        provider,
        asking_body,
        in_response_to=request.id,
        binding=Binding.REDIRECT,
        relay_state=values["RelayState"][0],
        now=clock.now(),
    )
    back = browser.client.get(answer.url, secure=True)
    assert (back.status_code, back["Location"]) == (303, "/spid/uscita")
    forged = browser.client.get(answer.url.replace("RelayState=", "RelayState=x"), secure=True)
    assert forged.status_code == 403


@pytest.mark.parametrize("binding", list(Binding))
def test_the_provider_can_ask(browser, body, body_key, provider, asking_body, binding: Binding) -> None:
    subject = enter(browser, session="_kept")
    message = logout_request(
        provider,
        asking_body,
        subject,
        request_id=new_id(),
        binding=binding,
        relay_state="opaque",
        now=clock.now(),
    )
    if binding is Binding.POST:
        response = browser.client.post("/spid/slo", message.fields, secure=True)
    else:
        response = browser.client.get(message.url, secure=True)
    assert response.status_code == 303
    assert signed_in(body)
    answer = browser.client.get(response["Location"], secure=True)
    assert not signed_in(body)
    if binding is Binding.POST:
        back = read_logout(answer.context["message"].fields["SAMLResponse"], binding=binding)
    else:
        query = urlsplit(answer["Location"]).query
        back = read_logout(parse_qs(query)["SAMLResponse"][0], binding=binding, query=query)
    assert verify_logout_response(back, provider, asking_body, request_id=message.id, now=clock.now())


def test_an_open_session_of_someone_else_stays_open(browser, body, provider, asking_body) -> None:
    enter(browser, session="_kept")
    message = logout_request(
        provider,
        asking_body,
        LogoutSubject("_other", IDP, None),
        request_id=new_id(),
        binding=Binding.REDIRECT,
        relay_state="opaque",
        now=clock.now(),
    )
    response = browser.client.get(browser.client.get(message.url, secure=True)["Location"], secure=True)
    assert response.status_code == 302
    assert b"Success" in decode_redirect(parse_qs(urlsplit(response["Location"]).query)["SAMLResponse"][0])
    assert signed_in(body)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"SAMLRequest": "AAAA"},
        {"SAMLResponse": "AAAA"},
        {"SAMLRequest": base64.b64encode(b"<a/>").decode()},
    ],
)
def test_nonsense_is_refused_in_words(browser, fields: dict[str, str]) -> None:
    for response in (
        browser.client.post("/spid/slo", fields, secure=True),
        browser.client.get("/spid/slo", fields, secure=True),
        browser.get("/spid/slo/fine", ticket="x"),
    ):
        assert response.status_code == 403
        assert "Uscita non completata" in response.content.decode()
