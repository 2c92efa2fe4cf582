import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (1, "Qualcosa non ha funzionato"),
        (18, "Qualcosa non ha funzionato"),
        (19, "credenziali sbagliate"),
        (20, "credenziali più forti"),
        (21, "Tempo scaduto"),
        (22, "consenso"),
        (23, "sospesa"),
        (24, "Qualcosa non ha funzionato"),
        (25, "Hai annullato"),
        (30, "altro tipo di identità"),
        (99, "Qualcosa non ha funzionato"),
    ],
)
def test_each_refusal_says_why_and_leads_back(browser, code: int, words: str) -> None:
    response = browser.refuse(browser.begin(next="/pratiche/?stato=aperte"), code)
    page = response.content.decode()
    assert response.status_code == 403
    assert words in page
    assert "/accedi/?next=%2Fpratiche%2F%3Fstato%3Daperte" in page


@pytest.mark.parametrize("language", ["it", "en", "de"])
def test_in_the_reader_s_language(browser, language: str) -> None:
    begun = browser.begin()
    browser.client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    page = browser.refuse(begun, 25).content.decode()
    assert {"it": "Hai annullato", "en": "You cancelled", "de": "abgebrochen"}[language] in page


def test_an_unknown_provider_has_a_page(browser) -> None:
    for idp in ("", "https://evil.example", "\x00", "x" * 3000):
        response = browser.get("/spid/login", idp=idp, next="/servizi/")
        assert response.status_code == 404
        assert "next=%2Fservizi%2F" in response.content.decode()


def test_an_answer_nobody_asked_for_has_a_page(browser) -> None:
    response = browser.client.post("/spid/acs", {"SAMLResponse": "AAAA", "RelayState": "x"}, secure=True)
    assert response.status_code == 403
    assert "15 minuti" in response.content.decode()


def test_a_page_never_shows_what_the_provider_wrote(browser) -> None:
    begun = browser.begin()
    document = b'<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="&lt;script&gt;"/>'
    page = browser.deliver(begun, document).content.decode()
    assert "script&gt;" not in page
    assert "<script>" not in page
