"""In a real browser, between two sites, on https: where cookies and policies are what they are."""

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from playwright.sync_api import Page, sync_playwright

from scrivania.citizens.models import Citizen
from scrivania.core import clock
from scrivania.core.tenancy import tenant_context
from scrivania.core.tenant_cache import TenantInfo
from scrivania.saml import SigningKey
from scrivania.simulators.idp.metadata import write_metadata
from scrivania.simulators.idp.people import people

from .conftest import make_body
from .site import free_port, serving

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "system"])

LANDING = "/spid/uscita"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """Key and certificate of https://127.0.0.1 in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(hours=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "site.pem"
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(pem + made.public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def body(empty_database, body_key: SigningKey) -> TenantInfo:
    return make_body("primo", f"https://127.0.0.1:{free_port()}", body_key)


@pytest.fixture(params=["REDIRECT", "POST"])
def sites(
    request, body: TenantInfo, certificate: Path, tmp_path: Path, monkeypatch
) -> Iterator[tuple[str, str]]:
    """The body's site on https://127.0.0.1 and the provider's on http://localhost: two different sites."""
    simulators, port = "scrivania.simulators.wsgi:application", int(body.base_url.rpartition(":")[2])
    monkeypatch.setenv("SCRIVANIA_DATA", str(tmp_path))
    with serving(simulators, free_port(), tmp_path / "idp.log", SSL_CERT_FILE=str(certificate)) as provider:
        write_metadata(tmp_path / "providers", {"primo": provider})
        with serving(
            "scrivania.wsgi:application",
            port,
            tmp_path / "site.log",
            certificate=certificate,
            SCRIVANIA_INSECURE_HTTP="0",
            SCRIVANIA_SPID_BINDING=request.param,
            SCRIVANIA_SPID_IDP_METADATA=str(tmp_path / "providers"),
        ) as site:
            yield site, provider


def page_of(browser) -> Page:
    return browser.new_context(ignore_https_errors=True, locale="it-IT").new_page()


def test_the_journey_between_two_sites(sites: tuple[str, str], body: TenantInfo) -> None:
    site, provider = sites
    person = next(iter(people().values()))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = page_of(browser)
        page.goto(f"{site}/spid/login?idp={provider}/idp&next={LANDING}")
        page.wait_for_url(f"{provider}/idp/sso*")
        page.get_by_role("button", name=f"Entra come {person['name']} {person['family_name']}").click()
        page.wait_for_url(f"{site}{LANDING}")
        cookies = {cookie["name"]: cookie for cookie in page.context.cookies(site)}

        page.goto(f"{site}/spid/login?idp={provider}/idp&next={LANDING}")
        page.wait_for_url(f"{provider}/idp/sso*")
        page.get_by_role("button", name="Annulla l’accesso").click()
        page.get_by_text("Hai annullato l’accesso.").wait_for()
        assert page.url == f"{site}/spid/acs"
        browser.close()
    assert cookies["__Host-scrivania"]["sameSite"] == "Lax"
    assert cookies["__Host-scrivania"]["secure"]
    assert "__Host-spid" not in cookies
    with tenant_context(body.id):
        assert Citizen.objects.get().fiscal_code == person["fiscal_code"]
