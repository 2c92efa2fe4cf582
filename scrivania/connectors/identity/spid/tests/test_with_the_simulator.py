"""Both programs on their ports, a browser between them: what the demonstration does."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from lxml import html

from scrivania.citizens.models import Citizen, SignInLog
from scrivania.core.models import Session
from scrivania.core.tenancy import tenant_context
from scrivania.core.tenant_cache import TenantInfo
from scrivania.saml import SigningKey
from scrivania.simulators.idp.metadata import write_metadata
from scrivania.simulators.idp.people import people

from .conftest import make_body
from .site import free_port, serving

# A page of ours that everybody may see.
LANDING = "/spid/uscita"

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "system"])


@pytest.fixture(scope="module")
def simulators(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("simulators")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCRIVANIA_DATA", str(folder))
        with serving("scrivania.simulators.wsgi:application", free_port(), folder / "log") as base_url:
            write_metadata(folder / "providers", {"primo": base_url})
            patch.setenv("SCRIVANIA_SPID_IDP_METADATA", str(folder / "providers"))
            yield base_url


@pytest.fixture
def body(empty_database, body_key: SigningKey) -> TenantInfo:
    return make_body("primo", f"http://localhost:{free_port()}", body_key)


@pytest.fixture
def site(body: TenantInfo, simulators: str, tmp_path: Path) -> Iterator[str]:
    port = urlsplit(body.base_url).port or 0
    with serving("scrivania.wsgi:application", port, tmp_path / "site.log") as base_url:
        yield base_url


@pytest.fixture
def browser(site: str, simulators: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site, follow_redirects=True, timeout=10, trust_env=False) as client:
        yield client


def press(browser: httpx.Client, page: httpx.Response, name: str = "", value: str = "") -> httpx.Response:
    """Send the form that holds the button `name`=`value`; with no name, the page's only form."""
    assert page.status_code == 200, page.text
    root = html.fromstring(page.text)
    root.make_links_absolute(str(page.url))
    button = f"//form[.//button[@name='{name}']]" if name else "//form[@data-deliver]"
    form = root.xpath(button)[0]
    fields = {key: text for key, text in form.fields.items() if text is not None}
    return browser.post(form.action, data={**fields, **({name: value} if name else {})})


def enter(browser: httpx.Client, simulators: str, **query: str) -> httpx.Response:
    return browser.get("/spid/login", params={"idp": f"{simulators}/idp", "next": LANDING, **query})


def test_a_fictional_citizen_signs_in(browser, simulators: str, body: TenantInfo) -> None:
    page = enter(browser, simulators)
    assert body.name in page.text
    code, person = next(iter(people().items()))
    landed = press(browser, press(browser, page, "person", code))
    assert landed.status_code == 200
    assert landed.url.path == LANDING
    with tenant_context(body.id):
        citizen = Citizen.objects.get()
        assert (citizen.fiscal_code, citizen.given_name) == (code, person["name"])
        assert SignInLog.objects.get().outcome == "signed in"
    journal = httpx.get(f"{simulators}/simulators/", trust_env=False).text
    assert body.name in journal
    assert code in journal


def test_every_fictional_citizen_can(browser, simulators: str, body: TenantInfo) -> None:
    for code, person in people().items():
        landed = press(browser, press(browser, enter(browser, simulators), "person", code))
        assert landed.status_code == (200 if person["level"] >= 2 else 403)
    with tenant_context(body.id):
        assert Citizen.objects.count() == sum(person["level"] >= 2 for person in people().values())


def test_refusals_and_faults_end_on_our_page(browser, simulators: str, body: TenantInfo) -> None:
    for name, value, words in (
        ("refuse", "25", "Hai annullato"),
        ("refuse", "22", "consenso"),
        ("fault", "expired", "Qualcosa non ha funzionato"),
        ("fault", "tampered", "Qualcosa non ha funzionato"),
        ("fault", "stranger", "Qualcosa non ha funzionato"),
    ):
        refused = press(browser, press(browser, enter(browser, simulators), name, value))
        assert refused.status_code == 403
        assert words in refused.text
        assert refused.url.path == "/spid/acs"
    with tenant_context(body.id):
        assert not Citizen.objects.exists()


def test_the_simulator_refuses_a_request_nobody_signed(browser, simulators: str) -> None:
    location = browser.get(
        "/spid/login", params={"idp": f"{simulators}/idp"}, follow_redirects=False
    ).headers["Location"]
    assert httpx.get(location, trust_env=False).status_code == 200
    assert httpx.get(location.replace("RelayState=", "RelayState=x"), trust_env=False).status_code == 400


def test_closing_the_session_at_the_provider_too(browser, simulators: str, body: TenantInfo) -> None:
    landed = press(
        browser, press(browser, enter(browser, simulators, level="1"), "person", next(iter(people())))
    )
    token = html.fromstring(landed.text).xpath("string(//input[@name='csrfmiddlewaretoken']/@value)")
    page = browser.post("/spid/esci", data={"csrfmiddlewaretoken": token})
    with tenant_context(body.id):
        assert not Session.objects.filter(user__isnull=False).exists()
    (there,) = html.fromstring(page.text).xpath(f"//a[starts-with(@href, '{simulators}')]/@href")
    back = browser.get(there)
    assert (back.status_code, back.url.path) == (200, "/spid/uscita")
    assert simulators not in back.text
    assert "uscita" in httpx.get(f"{simulators}/simulators/", trust_env=False).text
