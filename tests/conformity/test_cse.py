"""The criteria of the model for digital services (docs/conformita.md), over every published service."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import httpx
import pytest
from playwright.sync_api import Browser, Page

from scrivania.core import clock
from scrivania.program.demo_content.reading import document
from scrivania.testing.demo_site import DemoBody, DemoSite, online_services
from scrivania.testing.outside import wait_until
from scrivania.ui.tests.pagecheck import chromium

from .answers import Answers
from .applicant import Applicant
from .conftest import APPLICANT, Sent

Send = Callable[[str, str], Sent]
every_service = pytest.mark.parametrize(("body", "service"), online_services())
# Each test that leaves a draft behind signs in as somebody else.
NEWCOMER, EXPIRED, SAVER, WALKER = (
    "PCHJRG73C21A952Z",
    "BSSLND38H58E897N",
    "DLLMSM69R30L424V",
    "RSSMRA80L41F20RZ",
)
FIRST_STEP = re.compile(r"/bozze/[0-9a-f-]{36}/1/")
TEXT = "//main//*[self::textarea or self::input[@type='text']][@name]"
BAR = "//nav[contains(@class, 'form-steps')]//li"
STATUS = "//*[contains(@class, 'page-head')]//*[contains(@class, 'status')]"
STAGES = "//ol[contains(@class, 'timeline-list')]/li"
PERSON = next(row for row in document("citizens.json") if row["fiscal_code"] == APPLICANT)
NOWHERE = "/no-such-page/"
STAFF = {"montelieto": "elena.bertoni@montelieto.example", "lago": "giorgio.valli@castelfiorito.example"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 844}, locale="it-IT") as context:
        yield context.new_page()


def _title(service: str) -> str:
    return str(document(f"services/{service}.json")["title"]["it"])


def _italian(day: date) -> str:
    months = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
    return f"{day.day} {months.split()[day.month - 1]} {day.year}"


@every_service
def test_1_1_from_the_card_into_the_first_step(demo_site: DemoSite, body: str, service: str) -> None:
    stranger = Applicant(demo_site.body(body), NEWCOMER)
    stranger.start(service)
    assert FIRST_STEP.fullmatch(stranger.page.path)
    assert stranger.page.heading == _title(service)


@every_service
def test_1_1_also_when_the_session_expires_on_the_way(demo_site: DemoSite, body: str, service: str) -> None:
    applicant = Applicant(demo_site.body(body), EXPIRED)
    step = applicant.start(service).path
    assert FIRST_STEP.fullmatch(step)
    demo_site.expire_sessions(EXPIRED)
    asked = applicant.answer(Answers(service), address="Via Appena Scritta 1")
    assert "La sessione era scaduta" in asked.text
    applicant.sign_in()
    assert applicant.page.path == step
    assert applicant.page.values()["f-address"] == "Via Appena Scritta 1"
    demo_site.expire_sessions(EXPIRED)
    assert applicant.open(step).heading == "Accedi"
    assert applicant.sign_in().path == step


@every_service
def test_1_2_notice_in_the_area_and_by_mail(demo_site: DemoSite, sent: Send, body: str, service: str) -> None:
    found = sent(body, service)
    number = _number(found)
    assert f"Pratica {number} ricevuta" in found.applicant.open("/messaggi/").text
    wait_until(lambda: any(number in mail for mail in demo_site.mails_to(PERSON["email"])))


def _number(found: Sent) -> str:
    match = re.search(r"\d{4}-\d{6}", found.confirmation.text)
    assert match, found.confirmation.text
    return match[0]


FONTS = """() => [...new Set([...document.querySelectorAll('h1, h2, h3, h4, h5, h6, p')].map(
    (element) => getComputedStyle(element).fontFamily.split(',')[0].replaceAll('"', '')))]"""
OF_THE_MODEL = {"Titillium Web", "Lora", "Roboto Mono"}


@every_service
def test_1_3_only_the_fonts_of_the_model(page: Page, sent: Send, body: str, service: str) -> None:
    found = sent(body, service)
    _enter(page, found.applicant)
    draft = found.applicant.start(service).path.removesuffix("1/")
    steps = found.applicant.fill_in(found.answers)
    paths = ["/", "/servizi/", f"/servizi/{service}/", *(step.path for step in steps), f"{draft}riepilogo/"]
    paths += ["/scrivania/", "/pratiche/", found.address, found.confirmation.path, "/messaggi/"]
    for path in paths:
        page.goto(found.applicant.body.base_url + path)
        used = page.evaluate(FONTS)
        assert used, path
        assert set(used) <= OF_THE_MODEL, path
    found.applicant.open(f"{draft}1/")
    found.applicant.press(
        found.applicant.open(f"{draft}elimina/").root.get_element_by_id("main").find(".//form")
    )


def _enter(page: Page, applicant: Applicant) -> None:
    """Give the browser the applicant's session."""
    page.context.add_cookies(
        [
            {"name": cookie.name, "value": cookie.value or "", "url": applicant.body.base_url}
            for cookie in applicant.client.cookies.jar
        ]
    )


@every_service
def test_1_4_summary_immediately_before_sending(sent: Send, body: str, service: str) -> None:
    found = sent(body, service)
    said = found.summary.text
    for answer in (*found.answers.texts(), PERSON["name"], PERSON["family_name"], APPLICANT):
        assert " ".join(answer.split()) in said
    (form,) = [form for form in found.summary.root.forms if "version" in form.fields]
    assert form.action.endswith("/invia/")
    assert not [name for name in form.fields if name not in ("csrfmiddlewaretoken", "version")]
    assert found.confirmation.path.endswith("/conferma/")
    assert found.confirmation.heading == "Richiesta inviata"


@every_service
def test_1_5_identity_and_contacts_are_never_asked_again(
    demo_site: DemoSite, sent: Send, body: str, service: str
) -> None:
    sent(body, service)
    again = Applicant(demo_site.body(body), APPLICANT)
    again.start(service)
    known = again.page.values()
    given = {
        "given_name": "name",
        "family_name": "family_name",
        "fiscal_code": "fiscal_code",
        "email": "email",
    }
    given |= {"phone": "mobile_phone", "address": "address", "birth_place": "place_of_birth"}
    assert {key: known[f"f-{key}"] for key in given} == {key: PERSON[name] for key, name in given.items()}
    assert known["f-birth_date"] == date.fromisoformat(PERSON["date_of_birth"]).strftime("%d/%m/%Y")
    asked = {node.get("id") for node in again.page.all("//main//input[@name]")}
    assert not asked & {"f-given_name", "f-family_name", "f-fiscal_code", "f-birth_date", "f-birth_place"}


@every_service
def test_1_6_draft_saved_at_any_moment(demo_site: DemoSite, body: str, service: str) -> None:
    applicant = Applicant(demo_site.body(body), SAVER)
    answers = Answers(service)
    applicant.start(service)
    while not applicant.page.path.endswith("/riepilogo/"):
        step = applicant.page.path
        control = applicant.page.all(TEXT)[0]
        right = answers.fields().get(control.get("name"), control.get("value") or "")
        wrong = "?" * 10
        applicant.answer(answers, do="save", **{control.get("name"): wrong})
        assert applicant.page.path == "/scrivania/"
        assert _title(service) in applicant.page.text
        applicant.sign_out()
        assert applicant.open(step).heading == "Accedi"
        assert applicant.sign_in().path == step
        kept = applicant.page.root.get_element_by_id(control.get("id"))
        assert (kept.get("value") or kept.text_content().strip()) == wrong
        applicant.next(answers, **{control.get("name"): right})


@every_service
def test_1_8_steps_shown_and_walked_back(demo_site: DemoSite, body: str, service: str) -> None:
    applicant = Applicant(demo_site.body(body), WALKER)
    applicant.start(service)
    answers = Answers(service)
    steps = applicant.fill_in(answers)
    titles = [panel["title"] for panel in answers.form["components"]] + ["Riepilogo"]
    for number, shown in enumerate([*steps, applicant.page], 1):
        bar = shown.all(BAR)
        assert [next(title for title in titles if title in item.text_content()) for item in bar] == titles
        (current,) = [item for item in bar if item.get("aria-current") == "step"]
        assert titles[number - 1] in current.text_content()
        assert f"Passo {number} di {len(titles)}" in shown.text
    applicant.open(applicant.page.link(f"{BAR}//a"))
    assert applicant.page.path == steps[0].path
    applicant.answer(answers, address="Via Cambiata 2")
    assert applicant.page.path == steps[1].path
    assert applicant.answer(answers, do="back").path == steps[0].path
    assert applicant.page.values()["f-address"] == "Via Cambiata 2"
    applicant.fill_in(answers)
    assert "Via Cambiata 2" in applicant.page.text
    for answer in answers.texts():
        assert " ".join(answer.split()) in applicant.page.text


@every_service
def test_1_9_state_and_stages_of_each_application(sent: Send, body: str, service: str) -> None:
    found = sent(body, service)
    applicant = found.applicant
    wait_until(lambda: "Protocollata" in applicant.open(found.address).text)
    (status,) = applicant.page.all(STATUS)
    assert status.text_content().strip() == "Protocollata"
    stages = [stage.text_content() for stage in applicant.page.all(STAGES)]
    assert any("Inviata" in stage for stage in stages)
    assert any("Presa in carico" in stage and "previsto" in stage for stage in stages)
    assert len(applicant.page.all(f"{STAGES}[@aria-current]")) == 1
    listed = applicant.open("/pratiche/")
    assert _number(found) in listed.text
    assert "Protocollata" in listed.text


STATES = {
    "REGISTERED": "Protocollata",
    "PENDING": "Presa in carico",
    "WAITING_INTEGRATION": "integrazioni",
    "COMPLETE": "Accettata",
    "CANCELLED": "Rifiutata",
}


@pytest.mark.parametrize("state", STATES)
def test_1_9_in_every_state_an_application_comes_to(demo_site: DemoSite, state: str) -> None:
    seed = next(row for row in document("applications.json") if row["state"] == state)
    applicant = Applicant(demo_site.body(seed["body"]), seed["citizen"])
    applicant.open("/accedi/?next=/pratiche/?stato=tutte")
    applicant.sign_in()
    title = _title(seed["service"])
    cards = [card for card in applicant.page.main.iter("article") if title in card.text_content()]
    addresses = [card.find(".//a").get("href") for card in cards]
    pages = [applicant.open(address) for address in addresses]
    (shown,) = [page for page in pages if STATES[state] in page.all(STATUS)[0].text_content()]
    stages = shown.all(STAGES)
    assert len(stages) >= 2
    is_open = state not in ("COMPLETE", "CANCELLED")
    assert sum(stage.get("aria-current") == "step" for stage in stages) == is_open


@every_service
def test_1_10_deadline_within_the_card(sent: Send, body: str, service: str) -> None:
    found = sent(body, service)
    longest = document(f"services/{service}.json")["max_days"]
    today = clock.local(clock.now()).date()
    latest = _italian(today + timedelta(days=longest))
    card = found.applicant.open(f"/servizi/{service}/")
    assert f"{longest} giorni" in card.text
    assert latest in found.confirmation.text
    shown = found.applicant.open(found.address)
    for fact in (_number(found), _italian(today), latest, "Presa in carico", "Numero di protocollo"):
        assert fact in shown.text


@every_service
def test_3_1_only_technical_cookies_of_the_site(page: Page, sent: Send, body: str, service: str) -> None:
    found = sent(body, service)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/servizi/", f"/servizi/{service}/", "/accedi/"):
        page.goto(found.applicant.body.base_url + path)
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"csrf"}
    _enter(page, found.applicant)
    for path in ("/scrivania/", found.address, found.confirmation.path):
        page.goto(found.applicant.body.base_url + path)
    host = httpx.URL(found.applicant.body.base_url).host
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} <= {"csrf", "scrivania"}
    assert {cookie["domain"] for cookie in cookies} == {host}
    assert all(
        cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in cookies if cookie["expires"] > 0
    )
    assert {httpx.URL(url).host for url in asked if not url.startswith("data:")} == {host}


@dataclass(frozen=True)
class Footer:
    """Of one page of a body's: the addresses it links."""

    body: DemoBody
    path: str
    links: frozenset[str]


@pytest.fixture(scope="module")
def footers(demo_site: DemoSite, sent: Send) -> list[Footer]:
    """Of every kind of page, seen by strangers, citizens and staff of each body."""
    found = []
    for body in demo_site.bodies:
        for applicant, paths in _visits(demo_site, sent, body):
            for path in paths:
                shown = applicant.open(path)
                assert shown.status == (404 if path == NOWHERE else 200), path
                links = frozenset(link.get("href") for link in shown.all("//footer//a"))
                found.append(Footer(body, path, links))
    return found


def _visits(demo_site: DemoSite, sent: Send, body: DemoBody) -> Iterator[tuple[Applicant, list[str]]]:
    services = [service for slug, service in online_services() if slug == body.slug]
    cards = [f"/servizi/{service}/" for service in services]
    yield Applicant(body, ""), ["/", "/servizi/", *cards, "/accedi/", "/operatori/accedi/"]
    for service in services:
        found = sent(body.slug, service)
        step = found.applicant.start(service).path
        yield found.applicant, [step, found.confirmation.path, found.address, "/scrivania/", "/pratiche/"]
    yield found.applicant, ["/messaggi/", NOWHERE]
    operator = Applicant(body, "")
    operator.open("/operatori/accedi/")
    address = next(address for part, address in STAFF.items() if body.slug.endswith(part))
    operator.press(operator.page.form_with("password"), email=address, password=demo_site.PASSWORD)
    operator.open("/operatori/?tab=all")
    case = operator.page.all("//tbody//th/a")[0].get("href")
    yield operator, ["/operatori/", case, "/operatori/servizi/", "/operatori/account/"]


def _without(footers: list[Footer], name: str) -> list[str]:
    return [footer.path for footer in footers if footer.body.profile[name] not in footer.links]


def test_3_2_accessibility_declaration_in_the_footer(footers: list[Footer]) -> None:
    assert _without(footers, "accessibility_url") == []


def test_3_3_privacy_notice_in_the_footer(footers: list[Footer]) -> None:
    assert _without(footers, "privacy_url") == []


def test_4_1_improvement_plan_in_the_footer(footers: list[Footer]) -> None:
    assert _without(footers, "improvement_plan_url") == []


@pytest.mark.parametrize("name", ["legal_notes_url", "faq_url", "assistance_url", "report_issue_url"])
def test_the_other_addresses_in_the_footer(footers: list[Footer], name: str) -> None:
    assert _without(footers, name) == []


def test_r_2_1_sign_in_with_spid(demo_site: DemoSite) -> None:
    for body in demo_site.bodies:
        applicant = Applicant(body, NEWCOMER)
        assert "Entra con SPID" in applicant.open("/accedi/").text
        assert applicant.sign_in().heading == "Jörg Pichler"
        metadata = applicant.client.get("/spid/metadata")
        assert metadata.status_code == 200
        assert body.base_url in metadata.text
