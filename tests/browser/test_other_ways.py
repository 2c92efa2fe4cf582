"""The site for those who have no scripts, no mouse, little width, or little patience."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from scrivania.testing.demo_site import DemoSite

from . import nursery
from .conftest import Visit
from .visitor import PHONE, ZOOMED, Visitor, sign_in_with_spid

START = "/servizi/iscrizione-nido/domanda/"
MOST_TABS = 80
FIRST_PAGE_BYTES = 160_000  # design, "Numbers to hold"
TRANSFERRED = """() => ['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind))
    .reduce((sum, entry) => sum + entry.transferSize, 0)"""


def _begin(visitor: Visitor, name: str) -> None:
    visitor.go(START)
    sign_in_with_spid(visitor, name)
    visitor.heading("Chi fa la domanda")


def _to_the_third_step(visitor: Visitor) -> None:
    nursery.applicant(visitor)
    visitor.press("Avanti")
    nursery.children(visitor)
    visitor.press("Avanti")
    visitor.heading("Famiglia e ISEE")


def test_without_scripts(demo_site: DemoSite, visit: Visit) -> None:
    citizen = visit(demo_site.body("castelfiorito"), scripts=False)
    _begin(citizen, "Amira Ben Salah")
    _to_the_third_step(citizen)
    nursery.family(citizen)
    citizen.press("Avanti")
    citizen.heading("Ci sono alcune informazioni mancanti o errate")
    citizen.look("plain-step-3-wrong")
    nursery.isee(citizen)
    citizen.press("Salva ed esci")
    citizen.page.get_by_role("link", name=re.compile("^Riprendi")).click()
    citizen.reads("isee.pdf")
    citizen.press("Avanti")
    nursery.declarations(citizen)
    citizen.press("Avanti")
    citizen.heading("Riepilogo")
    citizen.press("Invia")
    citizen.heading("Richiesta inviata")
    citizen.look("plain-confirmation")


def test_a_step_by_keyboard_alone(demo_site: DemoSite, visit: Visit) -> None:
    citizen = visit(demo_site.body("montelieto"))
    _begin(citizen, "Amira Ben Salah")
    citizen.page.reload()
    passed = list(_tabbed(citizen.page, until="Vai al contenuto principale"))
    assert passed == ["Vai al contenuto principale"]
    citizen.page.keyboard.press("Enter")
    passed = list(_tabbed(citizen.page, until="Sono un genitore"))
    assert "Indirizzo di residenza" in passed
    citizen.page.keyboard.press("Space")
    list(_tabbed(citizen.page, until="Avanti"))
    citizen.page.keyboard.press("Enter")
    citizen.heading("Bambine, bambini e nido")


# Name of the focused control, and whether a ring is drawn around it or around its label.
FOCUSED = """() => { const element = document.activeElement;
    const name = (element.labels?.[0] ?? element).textContent.replace('*', '').trim();
    const rings = [element, ...(element.labels ?? [])].map((each) => getComputedStyle(each));
    const ring = rings.some((style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none');
    return [name, ring]; }"""


def _tabbed(page: Page, *, until: str) -> Iterator[str]:
    """Names of what is reached with Tab, each drawn with a ring, up to the one wanted."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        name, ring = page.evaluate(FOCUSED)
        assert ring, f"{name!r} shows no focus"
        yield name
        if name == until:
            return
    raise AssertionError(f"{until!r} is not reached")


def test_nothing_is_cut_at_400_percent(demo_site: DemoSite, visit: Visit) -> None:
    citizen = visit(demo_site.body("montelieto"), width=ZOOMED)
    for number, path in enumerate(["/", "/servizi/", "/servizi/iscrizione-nido/", "/accedi/"]):
        citizen.go(path)
        citizen.look(f"zoomed-{number}")
    _begin(citizen, "Wulandari")
    citizen.look("zoomed-step")
    for number, path in enumerate(["/scrivania/", "/pratiche/?stato=tutte", "/messaggi/"]):
        citizen.go(path)
        citizen.look(f"zoomed-area-{number}")


def test_zoomed_pages_of_a_case(demo_site: DemoSite, visit: Visit) -> None:
    citizen = visit(demo_site.body("montelieto"), width=ZOOMED)
    citizen.go("/pratiche/")
    sign_in_with_spid(citizen, "Maria Rossi")
    citizen.page.get_by_role("main").get_by_role("article").get_by_role("link").first.click()
    citizen.look("zoomed-application")
    citizen.follow("Rispondi alla richiesta")
    citizen.look("zoomed-integration")
    operator = visit(demo_site.body("montelieto"), width=ZOOMED)
    operator.go("/operatori/")
    operator.page.get_by_label("E-mail di lavoro").fill("elena.bertoni@montelieto.example")
    operator.page.get_by_label("Password").fill(demo_site.PASSWORD)
    operator.press("Accedi")
    operator.page.get_by_role("link", name="Tutte").click()
    operator.look("zoomed-inbox")
    operator.page.get_by_role("main").get_by_role("rowheader").get_by_role("link").first.click()
    operator.look("zoomed-case")


def test_the_session_ends_in_the_third_step(demo_site: DemoSite, visit: Visit) -> None:
    citizen = visit(demo_site.body("castelfiorito"))
    _begin(citizen, "Marco Rinaldi")
    _to_the_third_step(citizen)
    nursery.family(citizen)
    citizen.page.get_by_label("Valore ISEE").wait_for()
    nursery.isee(citizen)
    step = citizen.path()
    demo_site.expire_sessions("RNLMRC78S02G337S")
    citizen.press("Avanti")
    citizen.reads("Quello che hai scritto è conservato")
    sign_in_with_spid(citizen, "Paolo Marchetti")
    citizen.heading("Pagina non trovata")
    assert nursery.ISEE_PROTOCOL not in citizen.page.content()
    citizen.page.locator("summary", has_text="Paolo").click()
    citizen.page.get_by_role("button", name="Esci").click()
    citizen.go(step)
    sign_in_with_spid(citizen, "Marco Rinaldi")
    assert citizen.path() == step
    citizen.reads("Abbiamo ritrovato quello che avevi scritto")
    citizen.reads("isee.pdf")
    protocol = citizen.page.get_by_label("Numero di protocollo dell’attestazione")
    expect(protocol).to_have_value(nursery.ISEE_PROTOCOL)
    citizen.look("given-back")
    citizen.press("Avanti")
    citizen.heading("Dichiarazioni")


@pytest.mark.parametrize("path", ["/", "/servizi/", "/servizi/iscrizione-nido/"])
def test_a_first_page_is_light_on_a_phone(demo_site: DemoSite, visit: Visit, path: str) -> None:
    stranger = visit(demo_site.body("montelieto"), width=PHONE)
    stranger.page.goto(stranger.body.base_url + path, wait_until="networkidle")
    assert 20_000 < stranger.page.evaluate(TRANSFERRED) <= FIRST_PAGE_BYTES
