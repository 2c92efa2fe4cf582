"""What only one person may see is kept by no browser, and a health check needs no session."""

from django.conf import settings

from scrivania.testing.bodies import TestBody


def test_private_pages_are_not_stored(body: TestBody) -> None:
    for client, address in [
        (body.client(body.citizen()), "/scrivania/"),
        (body.client(body.operator()), "/operatori/"),
        (body.client(body.operator("Beatrice")), "/operatori/account/"),
        (body.client(), "/scrivania/"),
    ]:
        assert "no-store" in client.get(address)["Cache-Control"], address


def test_health_with_a_session_cookie(body: TestBody) -> None:
    client = body.client(body.citizen())
    assert settings.SESSION_COOKIE_NAME in client.cookies
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/anything").status_code in (303, 404)
