"""Every address says who may call it, and tells nobody else whether what it names exists."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from scrivania.applications.actions import start_draft
from scrivania.applications.models import Application, Draft
from scrivania.conversations.models import Message
from scrivania.core.guards import Audience
from scrivania.core.ids import uuid7
from scrivania.core.models import DeliveryStep, StoredFile
from scrivania.testing.bodies import BodyClient, TestBody
from scrivania.testing.cases import registry_in_memory, sent_application
from scrivania.testing.worker import run_jobs

# Whoever adds a page for everybody adds it here.
PUBLIC = {
    "",
    "accedi/",
    "esci/",
    "lingua/",
    "operatori/accedi/",
    "servizi/",
    "servizi/<slug:slug>/",
    "spid/acs",
    "spid/esci",
    "spid/login",
    "spid/metadata",
    "spid/slo",
    "spid/slo/fine",
    "spid/uscita",
    "verifica/<str:code>/",
}
SYSTEM = {"health/live", "health/ready"}


@dataclass(frozen=True)
class Route:
    pattern: str
    audience: Audience | None

    def path(self, pk: uuid.UUID | None = None) -> str:
        """An address of this route; `pk` for what it is about."""
        path = self.pattern.replace("<uuid:pk>", str(pk or uuid7())).replace(
            "<uuid:step_id>", str(uuid.UUID(int=7))
        )
        return "/" + re.sub(r"<int:\w+>", "0", re.sub(r"<(slug|str):\w+>", "iscrizione", path))

    @property
    def names_something(self) -> bool:
        return "<uuid:pk>" in self.pattern


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[Route]:
    for each in resolver.url_patterns:
        pattern = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield Route(pattern, getattr(each.callback, "audience", None))
        else:
            yield from routes(each, pattern)


ROUTES = list(routes(get_resolver()))
PRIVATE = [route for route in ROUTES if route.audience in (Audience.CITIZEN, Audience.STAFF)]


def of(audience: Audience) -> list[Route]:
    return [route for route in ROUTES if route.audience == audience]


def test_every_route_has_an_audience() -> None:
    assert [route.pattern for route in ROUTES if route.audience not in set(Audience)] == []


def test_what_is_for_everybody_is_listed() -> None:
    assert {route.pattern for route in of(Audience.PUBLIC)} == PUBLIC
    assert {route.pattern for route in of(Audience.SYSTEM)} == SYSTEM


def test_what_is_an_office_s_lies_below_one_address() -> None:
    for route in PRIVATE:
        assert route.pattern.startswith("operatori/") == (route.audience == Audience.STAFF)


@pytest.fixture
def case(body: TestBody) -> Application:
    """An application as far as it goes without an office: documents made, messages sent."""
    with registry_in_memory():
        application = sent_application(body)
        run_jobs()
    service = body.service("altro")
    start_draft(body.actor(application.citizen), service)
    return application


@pytest.fixture
def everything(case: Application) -> list[uuid.UUID]:
    """The id of each thing of the case that an address can name."""
    kinds: list[Any] = [Application, Draft, Message, StoredFile, DeliveryStep]
    return [pk for kind in kinds for pk in kind.objects.values_list("pk", flat=True)]


MISSING = ["/pratiche/nessuna/", "/nulla/", "/operatori/nulla/", "/pratiche/1/2/3"]


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_who_is_not_signed_in_is_asked_to_whatever_the_address(
    body: TestBody, everything: list[uuid.UUID], method: str
) -> None:
    client = body.client()
    named = [route.path(pk) for route in PRIVATE for pk in (everything if route.names_something else [None])]
    for path in [*named, *(route.path() for route in PRIVATE), *MISSING]:
        answer = getattr(client, method)(path)
        sign_in = "/operatori/accedi/" if path.startswith("/operatori/") else "/accedi/"
        assert answer.status_code == 303, path
        assert answer["Location"].startswith(f"{sign_in}?next=%2F"), path
        assert answer.content == b""


def answer_of(client: BodyClient, method: str, path: str, pk: uuid.UUID) -> tuple[int, str, str]:
    """What can be told from an answer: not the address asked for, nor what is new in each."""
    answer = getattr(client, method)(path)
    text = answer.content.decode().replace(str(pk), "…") if not answer.streaming else "file"
    fresh = r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"'
    return (
        answer.status_code,
        re.sub(fresh, "", text),
        answer.headers.get("Location", "").replace(str(pk), "…"),
    )


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "stranger", ["another citizen", "staff without rights", "staff elsewhere", "citizen elsewhere"]
)
def test_a_stranger_can_t_tell_what_exists(
    body: TestBody, other_body: TestBody, everything: list[uuid.UUID], stranger: str, method: str
) -> None:
    match stranger:
        case "another citizen":
            client = body.client(body.citizen("RSSMRA80A01H501U", given_name="Mario", family_name="Rossi"))
        case "staff without rights":
            client = body.client(body.operator(service=body.service("estraneo")))
        case "staff elsewhere":
            client = other_body.client(other_body.operator())
        case _:
            client = other_body.client(other_body.citizen())
    told_apart: set[str] = set()
    for route in (route for route in PRIVATE if route.names_something):
        unknown = uuid7()
        expected = answer_of(client, method, route.path(unknown), unknown)
        assert expected[0] in ({303, 404, 405} if method == "get" else {404, 405}), route
        told_apart |= {
            route.pattern for pk in everything if answer_of(client, method, route.path(pk), pk) != expected
        }
    assert told_apart == set()


def test_who_may_see_it_does(body: TestBody, everything: list[uuid.UUID], case: Application) -> None:
    """Else the tests above would pass on a site that finds nothing."""
    for person, audience in ((case.citizen, Audience.CITIZEN), (body.operator(), Audience.STAFF)):
        client = body.client(person)
        found = {
            route.pattern
            for route in of(audience)
            if route.names_something
            for pk in everything
            if client.get(route.path(pk)).status_code == 200
        }
        expected = {"pratiche/<uuid:pk>/", "messaggi/<uuid:pk>/", "documenti/<uuid:pk>/"}
        if audience == Audience.STAFF:
            expected = {"operatori/pratiche/<uuid:pk>/", "operatori/documenti/<uuid:pk>/"}
        assert found >= expected
