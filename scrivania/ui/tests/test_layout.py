"""What stands on every page, and what may never stand on one."""

import pytest
from django.test import Client

from .conftest import Open
from .gallery import PAGES

FOOTER = {
    "faq": "https://comune.example/faq",
    "report-inefficiency": "https://comune.example/disservizio",
    "privacy-policy-link": "https://comune.example/privacy",
    "legal-notes": "https://comune.example/note-legali",
    "accessibility-link": "https://form.agid.gov.it/view/esempio",
}
WITH_FOOTER = ["/", "/desk", "/form", "/office", "/error/404"]


@pytest.mark.parametrize("path", WITH_FOOTER)
def test_footer_links_what_the_law_wants(open_page: Open, path: str) -> None:
    (footer,) = open_page(path).xpath(".//footer")
    links = {a.get("data-element"): a.get("href") for a in footer.xpath(".//a[@data-element]")}
    assert links == FOOTER
    assert "Piano di miglioramento dei servizi" in footer.text_content()
    assert "https://comune.example/assistenza" in [a.get("href") for a in footer.xpath(".//a")]


def test_menu_has_the_four_entries_in_their_order(open_page: Open) -> None:
    (menu,) = open_page("/").xpath(".//ul[@data-element='main-navigation']")
    assert [a.text for a in menu.xpath(".//a")] == [
        "Amministrazione",
        "Novità",
        "Servizi",
        "Vivere il Comune",
    ]
    names = [a.get("data-element") for a in menu.xpath(".//a")]
    assert names == ["management", "news", "all-services", "live"]


def test_stranger_is_shown_the_way_in_and_a_person_the_way_out(open_page: Open) -> None:
    page = open_page("/")
    (way_in,) = page.xpath(".//a[@data-element='personal-area-login']")
    assert way_in.text_content().strip() == "Accedi all’area personale"
    page = open_page("/desk")
    assert not page.xpath(".//a[@data-element='personal-area-login']")
    (sign_out,) = page.xpath("//form[.//button[contains(., 'Esci')]]")
    assert sign_out.get("method") == "post"
    assert sign_out.xpath(".//input[@name='csrfmiddlewaretoken']")


@pytest.mark.parametrize("path", PAGES)
def test_no_inline_code_and_nothing_from_elsewhere(sample_site: Client, open_page: Open, path: str) -> None:
    page = open_page(path)
    assert not page.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]")
    sources = page.xpath("//script/@src | //img/@src | //link/@href | //use/@href")
    assert sources
    assert not [source for source in sources if not source.startswith("/static/")]
    policy = sample_site.get(path)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", PAGES)
def test_page_is_well_built(open_page: Open, path: str) -> None:
    page = open_page(path)
    assert page.get("lang") == "it"
    assert len(page.xpath(".//h1")) == 1
    assert len(page.xpath(".//main")) == 1
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    referred = [href[1:] for href in page.xpath("//a/@href[starts-with(., '#')]")]
    referred += " ".join(page.xpath("//@aria-labelledby | //@aria-describedby | //@for")).split()
    assert set(referred) <= set(ids)


def test_addresses_the_body_lacks_leave_no_empty_link(
    sample_site: Client, open_page: Open, monkeypatch
) -> None:
    from .gallery import urls

    monkeypatch.setattr(urls, "PROFILE", {})
    page = open_page("/")
    assert not [a for a in page.xpath(".//a") if not a.get("href")]
    assert not page.xpath(".//footer//a[@data-element]")


@pytest.mark.parametrize("status", [400, 403, 404, 409, 429, 500, 503])
def test_error_pages_say_what_to_do(sample_site: Client, open_page: Open, status: int) -> None:
    path = f"/error/{status}"
    assert sample_site.get(path).status_code == status
    page = open_page(path)
    assert (
        str(status)
        in page.xpath(".//*[contains(concat(' ', @class, ' '), ' error-code ')]")[0].text_content()
    )
    assert page.xpath(".//main//a[contains(concat(' ', @class, ' '), ' btn ')]")


def test_busy_answer_says_when_to_come_back(rf, sample_site: Client) -> None:
    from scrivania.ui.views import error_page

    assert error_page(rf.get("/"), 503, retry_after_s=120)["Retry-After"] == "120"


def test_languages_change_the_page(sample_site: Client) -> None:
    german = sample_site.get("/", headers={"accept-language": "de"}).content.decode()
    assert '<html lang="de">' in german
    assert "Im persönlichen Bereich anmelden" in german
    assert (
        "Sign in to your personal area"
        in sample_site.get("/", headers={"accept-language": "en"}).content.decode()
    )
