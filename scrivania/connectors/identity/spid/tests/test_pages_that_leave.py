from urllib.parse import urlsplit

import pytest

from scrivania.saml import parse_untrusted, verified

from .conftest import IDP, IDP_BASE

pytestmark = pytest.mark.django_db


def form_action(response) -> str:
    policy = response["Content-Security-Policy"]
    return next(part.strip() for part in policy.split(";") if part.strip().startswith("form-action"))


def test_redirect_leaves_from_a_get(browser) -> None:
    response = browser.get("/spid/login", idp=IDP)
    assert response.status_code == 302
    assert response["Location"].startswith(f"{IDP}/sso?SAMLRequest=")
    assert "no-store" in response["Cache-Control"]
    assert form_action(response) == "form-action 'self'"


def test_post_has_a_button_and_its_provider_alone_in_the_policy(browser, settings) -> None:
    settings.SPID_BINDING = "POST"
    response = browser.get("/spid/login", idp=IDP)
    page = response.content.decode()
    assert response.status_code == 200
    assert form_action(response) == f"form-action 'self' {IDP_BASE}"
    assert f'action="{IDP}/sso"' in page
    assert "<button" in page
    assert "<script>" not in page
    begun = browser.begin()
    assert browser.deliver(begun, browser.good_answer(begun)).status_code == 303


def test_relay_state_tells_nothing(browser) -> None:
    relay_state = browser.begin(next="/pratiche/").relay_state
    assert "pratiche" not in relay_state
    assert not urlsplit(relay_state).scheme


def test_metadata_is_the_body_s_own(browser, browser_at, body, other_body, body_key) -> None:
    for at, tenant in ((browser, body), (browser_at(other_body), other_body)):
        response = at.get("/spid/metadata")
        assert response["Content-Type"] == "application/samlmetadata+xml"
        root = verified(parse_untrusted(response.content), (body_key.certificate,))
        assert root.get("entityID") == f"{tenant.base_url}/spid/metadata"
