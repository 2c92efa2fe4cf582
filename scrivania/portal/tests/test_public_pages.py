"""What anyone may open: catalogue, cards, sign-in, verification, language."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from lxml import html

from scrivania.applications.models import Application
from scrivania.catalog.actions import change_state, extend
from scrivania.catalog.models import Category, Service, ServiceTopic, Topic
from scrivania.citizens.contracts import SignInChoice
from scrivania.core import clock
from scrivania.core.actor import NOBODY
from scrivania.documents.actions import verification_code
from scrivania.documents.models import Document
from scrivania.portal.tests.browsing import text_of
from scrivania.portal.tests.test_journey import counted
from scrivania.testing.bodies import TestBody
from scrivania.testing.cases import registry_in_memory, sent_application
from scrivania.testing.worker import run_jobs

CARD = {
    code: {"it": f"Testo di prova della sezione {code}."}
    for code in (
        "audience",
        "how_to",
        "needed",
        "achieved",
        "times",
        "costs",
        "access",
        "conditions",
        "contacts",
    )
}
INDEX = [
    "A chi è rivolto", "Come fare", "Cosa serve", "Cosa si ottiene", "Tempi e scadenze",
    "Accedi al servizio", "Condizioni di servizio", "Contatti",
]  # fmt: skip


def marked(page: html.HtmlElement, element: str) -> list[html.HtmlElement]:
    """What the municipal site's validator looks for."""
    return list(page.xpath("//*[@data-element=$element]", element=element))


@pytest.fixture
def _empty_counters(body: TestBody) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_the_card_in_the_sections_of_the_model(body: TestBody) -> None:
    service = body.service(card=CARD)
    topic = Topic.objects.create(slug="istruzione", title={"it": "Istruzione"})
    ServiceTopic.objects.create(service=service, topic=topic)
    with counted(5, []):
        response = body.client().get("/servizi/iscrizione/")
    page = html.fromstring(response.content.decode())
    (index,) = marked(page, "page-index")
    titles = [link.text_content() for link in index.xpath("li/a")]
    assert [title for title in titles if title in INDEX] == INDEX
    assert all(page.get_element_by_id(link.get("href")[1:]) is not None for link in index.xpath("li/a"))
    for element in (
        "breadcrumb", "service-title", "service-description", "service-status", "service-topic",
        "service-addressed", "service-how-to", "service-needed", "service-achieved", "service-calendar-text",
        "service-online-access", "service-generic-access", "service-file", "service-area", "contacts",
    ):  # fmt: skip
        assert marked(page, element), element
    assert marked(page, "breadcrumb")[0].xpath("li")[2].text_content() == "Educazione"


def test_the_cards_structured_data(body: TestBody) -> None:
    body.office.address = "Via Roma 1, 40100 Montelieto (BO)"
    body.office.save()
    body.service(card=CARD, title={"it": "Nido </script><script>alert(1)</script> & altro"})
    page = html.fromstring(body.client().get("/servizi/iscrizione/").content.decode())
    (block,) = marked(page, "metatag")
    data = json.loads(block.text)
    channel = data["availableChannel"]
    address = channel["serviceLocation"]["address"]
    assert data["name"] == "Nido </script><script>alert(1)</script> & altro"
    assert (address["streetAddress"], address["postalCode"]) == ("Via Roma 1", "40100")
    assert address["addressLocality"] == "Montelieto"
    for value in (
        data["serviceType"], data["serviceOperator"]["name"], data["areaServed"]["name"],
        data["audience"]["audienceType"], channel["serviceUrl"], channel["serviceLocation"]["name"],
    ):  # fmt: skip
        assert value


def test_when_it_opens_and_when_it_closes(body: TestBody) -> None:
    service = body.service(
        opens_at=clock.now() + timedelta(days=3), closes_at=clock.now() + timedelta(days=9)
    )
    client = body.client()
    page = text_of(client.get("/servizi/iscrizione/"))
    assert "Apre il" in page
    assert "Fai domanda online" not in page
    assert "In apertura" in text_of(client.get("/"))
    with clock.frozen(clock.now() + timedelta(days=4)):
        page = text_of(client.get("/servizi/iscrizione/"))
        assert "Chiude il" in page
        assert "Fai domanda online" in page
        assert "In chiusura" in text_of(client.get("/"))
    extend(NOBODY, service, service.closes_at + timedelta(days=5), "Guasto del portale")
    page = text_of(client.get("/servizi/iscrizione/"))
    assert "Termine prorogato dal" in page
    assert "Guasto del portale" in page


def test_a_suspended_service_says_why_and_a_draft_one_does_not_exist(body: TestBody) -> None:
    service = body.service()
    change_state(NOBODY, service, Service.State.SUSPENDED, "Lavori in corso")
    page = text_of(body.client().get("/servizi/iscrizione/"))
    assert "Lavori in corso" in page
    assert "Fai domanda online" not in page
    change_state(NOBODY, service, Service.State.DRAFT)
    assert body.client().get("/servizi/iscrizione/").status_code == 404
    assert "Iscrizione al nido" not in text_of(body.client().get("/servizi/"))


def test_the_catalogue_is_searched_and_filtered(body: TestBody) -> None:
    service = body.service(card=CARD)
    other = Category.objects.create(slug="ambiente", title={"it": "Ambiente"}, position=1)
    body.service("rifiuti", title={"it": "Raccolta dei rifiuti ingombranti"}, summary={}, category=other)
    topic = Topic.objects.create(slug="istruzione", title={"it": "Istruzione"})
    ServiceTopic.objects.create(service=service, topic=topic)
    client = body.client()
    for query, found, missing in (
        ({"q": "iscrivere al nido"}, "Iscrizione al nido", "rifiuti ingombranti"),
        ({"q": "ingombrante"}, "rifiuti ingombranti", "Iscrizione al nido"),
        ({"categoria": "ambiente"}, "rifiuti ingombranti", "Iscrizione al nido"),
        ({"argomento": "istruzione"}, "Iscrizione al nido", "rifiuti ingombranti"),
    ):
        with counted(6, []):
            response = client.get("/servizi/", query)
        titles = [card.title for card in response.context["cards"]]
        assert any(found in title for title in titles), query
        assert not any(missing in title for title in titles), query
    assert "Nessun servizio trovato" in text_of(client.get("/servizi/", {"q": "zzzz"}))
    assert client.get("/servizi/", {"categoria": "' OR 1=1", "dopo": "x"}).status_code == 200


def test_a_catalogue_beyond_a_page(body: TestBody) -> None:
    first = body.service()
    for number in range(30):
        Service.objects.create(
            slug=f"s{number}", title={"it": f"Servizio {number:02}"}, summary={"it": "…"}, office=body.office,
            category=body.category, state=Service.State.PUBLISHED,
        )  # fmt: skip
    client = body.client()
    page = client.get("/servizi/")
    rest = client.get(page.context["next_url"])
    titles = [card.title for card in [*page.context["cards"], *rest.context["cards"]]]
    assert len(titles) == len(set(titles)) == 31
    assert rest.context["next_url"] == ""
    assert str(first.title) in titles


class _Connector:
    """An identity connector of the tests."""

    def choices(self, tenant: object) -> list[SignInChoice]:
        return [SignInChoice("Primo fornitore", "/spid/login?idp=https%3A%2F%2Fprimo.example")]


def test_the_ways_in_keep_where_to_go(body: TestBody, settings: object) -> None:
    settings.IDENTITY_CONNECTORS = {"spid": f"{__name__}._Connector"}  # type: ignore[attr-defined]
    response = body.client().get("/accedi/", {"next": "/pratiche/?q=a", "scaduta": "1"})
    assert "Entra con SPID" in text_of(response)
    assert "La sessione era scaduta" in text_of(response)
    assert b"idp=https%3A%2F%2Fprimo.example&amp;next=%2Fpratiche%2F%3Fq%3Da" in response.content
    response = body.client().get("/accedi/", {"next": "//evil.example/"})
    links = html.fromstring(response.content.decode()).xpath("//main//a/@href")
    assert not any("evil.example" in link for link in links)


def test_who_is_signed_in_goes_on(body: TestBody) -> None:
    client = body.client(body.citizen())
    assert client.get("/accedi/", {"next": "/pratiche/"})["Location"] == "/pratiche/"
    assert client.get("/accedi/", {"next": "https://evil.example/"})["Location"] == "/scrivania/"
    assert client.get("/accedi/", {"next": "/pratiche/", "livello": "3"}).status_code == 200


def test_signing_out_closes_the_session(body: TestBody) -> None:
    client = body.client(body.citizen())
    assert client.get("/esci/")["Location"] == "/"
    assert client.get("/scrivania/").status_code == 200
    response = client.post("/esci/")
    assert response["Location"] == "/?uscita=1"
    assert "Hai chiuso la sessione" in text_of(client.get(response["Location"]))
    assert client.get("/scrivania/").status_code == 303


def test_the_language_chosen_is_kept(body: TestBody) -> None:
    citizen = body.citizen()
    client = body.client(citizen)
    response = client.post("/lingua/", {"language": "de", "next": "/servizi/"})
    assert response["Location"] == "/servizi/"
    assert "Dienste" in text_of(client.get("/servizi/"))
    citizen.refresh_from_db()
    assert citizen.language == "de"
    response = client.post("/lingua/", {"language": "xx", "next": "https://evil.example/"})
    assert response["Location"] == "/"
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


@pytest.mark.usefixtures("_empty_counters")
def test_a_paper_is_verified_by_its_code(body: TestBody) -> None:
    application: Application = sent_application(body)
    document = Document.objects.get(kind=Document.Kind.APPLICATION)
    address = f"/verifica/{verification_code(document)}/"
    page = text_of(body.client().get(address))
    assert "In preparazione" in page
    assert application.number in page
    with registry_in_memory():
        run_jobs()
    document.refresh_from_db()
    page = text_of(body.client().get(address))
    assert document.stored.sha256 in page
    for personal in ("Giulia", "Ferrari", application.applicant["fiscal_code"], "giulia.ferrari"):
        assert personal not in page


@pytest.mark.usefixtures("_empty_counters")
def test_unknown_codes_are_told_and_then_stopped(body: TestBody, other_body: TestBody) -> None:
    sent_application(body)
    code = verification_code(Document.objects.get(kind=Document.Kind.APPLICATION))
    response = other_body.client().get(f"/verifica/{code}/")
    assert response.status_code == 404
    assert "Nessun documento ha questo codice" in text_of(response)
    statuses = [body.client().get(f"/verifica/sbagliato{n}/").status_code for n in range(25)]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    assert body.client().get(f"/verifica/{code}/").status_code == 429


@pytest.mark.parametrize("address", ["/scrivania/", "/pratiche/", "/messaggi/", "/non-esiste/", "/bozze/x/"])
def test_a_visitor_is_asked_to_sign_in_whatever_exists(body: TestBody, address: str) -> None:
    response = body.client().get(address)
    assert response.status_code == 303
    assert response["Location"].startswith("/accedi/?next=")


def test_a_missing_service_is_a_plain_404(body: TestBody) -> None:
    response = body.client().get("/servizi/che-non-esiste/")
    assert response.status_code == 404
    assert "Pagina non trovata" in text_of(response)


@pytest.mark.parametrize("address", ["/", "/servizi/", "/servizi/iscrizione/", "/accedi/", "/verifica/x/"])
def test_public_pages_open_in_every_language(body: TestBody, address: str) -> None:
    body.service(card=CARD)
    for language in ("it", "de", "en"):
        response = body.client(headers={"accept-language": language}).get(address)
        page = html.fromstring(response.content.decode())
        assert page.get("lang") == language
        assert len(page.xpath("//h1")) == 1
