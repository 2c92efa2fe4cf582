"""Bodies and catalogue hold together: what is named exists, nothing is empty, nothing points outside."""

import re
from typing import Any

import pytest
from stdnum.it import iva

from scrivania.access.models import Role
from scrivania.catalog.models import Service
from scrivania.demo.tests.content import BODIES, CATALOGUE, DEMO, FORMS, SERVICES, strings
from scrivania.tenants.profile import REQUIRED, from_mapping

SECTIONS = [
    "audience",
    "description",
    "how_to",
    "needed",
    "achieved",
    "times",
    "costs",
    "access",
    "more",
    "conditions",
    "contacts",
]
OFFSET = re.compile(r"0d|[+-]\d+d( \d\d:\d\d)?")
OFFERS = [
    (service, slug, offer) for service in SERVICES.values() for slug, offer in service["bodies"].items()
]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_is_complete(body: dict[str, Any]) -> None:
    profile = from_mapping(body["profile"])
    assert all(
        getattr(profile, key) for key in (*REQUIRED, "booking_url", "address", "phone", "email", "pec")
    )
    assert iva.is_valid(profile.vat_code)
    assert len(body["offices"]) == 3
    assert all(value for office in body["offices"] for key, value in office.items() if key != "pec")


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_staff_hold_known_roles_over_offices_of_their_body(body: dict[str, Any]) -> None:
    offices = {office["slug"] for office in body["offices"]}
    roles = {member["role"] for member in body["staff"]}
    assert roles == set(Role.values)
    assert all(member["offices"] and set(member["offices"]) <= offices for member in body["staff"])
    for office in body["offices"]:
        assert any(office["responsible"] == f"{m['given_name']} {m['family_name']}" for m in body["staff"])


def test_bodies_answer_at_the_two_hosts_of_the_demo() -> None:
    assert [host for body in BODIES.values() for host in body["hosts"]] == ["127.0.0.1", "localhost"]


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_a_card_has_every_section_and_known_tags(service: dict[str, Any]) -> None:
    assert list(service["card"]) == SECTIONS
    assert all(len(section["it"]) >= 3 for section in service["card"].values())
    assert service["category"] in slugs("categories")
    assert service["topics"]
    assert set(service["topics"]) <= slugs("topics")
    assert set(service["life_events"]) <= slugs("life_events")
    assert service["form"] is None or service["form"] in FORMS
    assert service["silence"] in Service.Silence.values
    assert service["access_level"] == "spid2"
    assert 0 < service["max_days"] <= 180  # L. 241/1990, art. 2, paragraph 4
    assert len(service["legal_basis"]) <= 300
    assert {"it", "de", "en"} == set(service["title"]) == set(service["summary"])


@pytest.mark.parametrize(
    ("service", "slug", "offer"), OFFERS, ids=[f"{slug}-{service['slug']}" for service, slug, _ in OFFERS]
)
def test_an_offer_names_an_office_and_a_person_of_its_body(
    service: dict[str, Any], slug: str, offer: dict[str, Any]
) -> None:
    body = BODIES[slug]
    assert offer["office"] in {office["slug"] for office in body["offices"]}
    assert offer["responsible"] in {f"{m['given_name']} {m['family_name']}" for m in body["staff"]}
    assert offer["state"].upper() in Service.State.names
    assert (offer["state"] == "suspended") == ("state_reason" in offer)
    assert all(OFFSET.fullmatch(offer[key]) for key in ("opens_at", "closes_at") if offer[key])


def test_the_catalogue_shows_every_state_and_outcome_of_silence() -> None:
    assert {offer["state"] for _, _, offer in OFFERS} == {"draft", "published", "suspended", "scheduled"}
    assert {service["silence"] for service in SERVICES.values()} == set(Service.Silence.values)
    online = [(slug, service["form"]) for service, slug, _ in OFFERS if service["form"]]
    assert [slug for slug, _ in online].count("comune-di-montelieto") == 3
    assert [slug for slug, _ in online].count("comune-di-castelfiorito-al-lago") == 2
    listed = [slug for _, slug, offer in OFFERS if offer["state"] != "draft"]
    assert listed.count("comune-di-montelieto") >= 10
    assert listed.count("comune-di-castelfiorito-al-lago") >= 4


def test_every_form_but_the_bench_s_belongs_to_a_service() -> None:
    assert set(FORMS) - {service["form"] for service in SERVICES.values()} == {"_bench"}


def test_nothing_points_to_a_domain_that_may_exist() -> None:
    documents = [path.read_text() for path in DEMO.rglob("*") if path.suffix in {".json", ".md"}]
    assert len(documents) > 20
    hosts = {host for text in documents for host in re.findall(r"(?:https?://|@)([a-z0-9.-]+)", text)}
    bare = {name for text in documents for name in re.findall(r"\b[a-z0-9-]+\.(?:it|com|org|eu|net)\b", text)}
    assert bare == set()
    assert {host for host in hosts if not host.rstrip(".").endswith(".example")} == set()


def test_texts_have_no_placeholder() -> None:
    texts = list(strings([BODIES, SERVICES, FORMS, CATALOGUE]))
    assert not [text for text in texts if re.search(r"lorem|\bTODO\b|\bxxx\b|\?\?", text, re.IGNORECASE)]


def slugs(kind: str) -> set[str]:
    return {entry["slug"] for entry in CATALOGUE[kind]}


def test_each_file_is_named_after_its_slug() -> None:
    assert all(stem == entry["slug"] for stem, entry in (BODIES | SERVICES).items())
