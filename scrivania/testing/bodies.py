"""Two bodies, their people and a published service: what most tests stand on.

The bodies themselves are committed once for a run, by the system role; all else is made by each test in its
own transaction, through the same actions as the program.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from psycopg.types.json import Jsonb

from scrivania.access.actions import grant
from scrivania.access.models import Role
from scrivania.catalog.actions import create_service, publish_form
from scrivania.catalog.models import Category, Service
from scrivania.citizens.actions import sign_in
from scrivania.citizens.contracts import VerifiedPerson
from scrivania.citizens.models import Citizen
from scrivania.core import tenant_cache
from scrivania.core.actor import NOBODY, Actor
from scrivania.core.middleware import LEVEL_KEY, METHOD_KEY, PROVIDER_KEY
from scrivania.core.models import Tenant, User
from scrivania.core.sessions import SessionStore
from scrivania.core.tenancy import set_tenant, tenant_context
from scrivania.tenants.actions import create_office, create_staff_member
from scrivania.tenants.models import Office, StaffMember
from scrivania.tenants.profile import REQUIRED

from .forms import SMALL_FORM

PASSWORD = "una frase lunga di prova"  # noqa: S105
_HOSTS = {"montelieto": "localhost", "castelfiorito": "127.0.0.1"}
_IDS = {slug: uuid.uuid5(uuid.NAMESPACE_DNS, slug) for slug in _HOSTS}


class BodyClient(Client):
    """A browser at one body's host. The test's own tenant is as before after each request."""

    def __init__(self, host: str, **kwargs: Any) -> None:
        super().__init__(SERVER_NAME=host, **kwargs)
        self.host = host

    def request(self, **request: Any) -> Any:
        with tenant_context(None):
            return super().request(**request)

    def sign_in(self, user: User, *, method: str = "spid", level: int = 2) -> BodyClient:
        """Open a session as a way to sign in would, without walking it."""
        with tenant_context(user.tenant_id):
            session = SessionStore()
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session[METHOD_KEY], session[LEVEL_KEY], session[PROVIDER_KEY] = method, level, "idp.example"
            session.save()
        self.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
        return self


@dataclass
class TestBody:
    """A body with one office; builders make the rest when a test asks."""

    __test__ = False

    tenant: Tenant
    host: str
    office: Office
    category: Category

    @contextmanager
    def here(self) -> Iterator[TestBody]:
        """Work for this body within the block."""
        with tenant_context(self.tenant.pk):
            yield self

    def client(self, person: Citizen | StaffMember | None = None, **options: Any) -> BodyClient:
        client = BodyClient(self.host, **options)
        if person is None:
            return client
        method, level = ("spid", 2) if isinstance(person, Citizen) else ("password", 0)
        return client.sign_in(person.user, method=method, level=level)

    def citizen(self, fiscal_code: str = "FRRGLI91E57A944N", **fields: Any) -> Citizen:
        """A citizen as a first SPID sign-in makes them. `Giulia Ferrari` unless told otherwise."""
        values: dict[str, Any] = {
            "given_name": "Giulia",
            "family_name": "Ferrari",
            "birth_date": date(1991, 5, 17),
            "birth_place": "A944",
            "gender": "F",
            "email": "giulia.ferrari@posta.example",
        }
        with self.here():
            person = VerifiedPerson(fiscal_code=fiscal_code, **(values | fields))
            return sign_in(person, method="spid", level=2, provider="idp.example")

    def operator(self, name: str = "Andrea", *, role: Role = Role.OPERATOR, **scope: Any) -> StaffMember:
        """A member of staff with a role over the office, or over `scope` (office=, service=)."""
        with self.here():
            member = create_staff_member(
                NOBODY,
                email=f"{name.lower()}@{self.tenant.slug}.example",
                given_name=name,
                family_name="Colombo",
                password=PASSWORD,
            )
            grant(NOBODY, member, role, **(scope or {"office": self.office}))
            return member

    def service(
        self, slug: str = "iscrizione", *, form: dict[str, Any] | None = None, **fields: Any
    ) -> Service:
        """A published service with a form (`SMALL_FORM` unless told otherwise)."""
        values: dict[str, Any] = {
            "title": {"it": "Iscrizione al nido"},
            "summary": {"it": "Chiedi un posto al nido comunale."},
            "card": {"audience": {"it": "Alle famiglie."}},
            "state": Service.State.PUBLISHED,
            "responsible": "Elena Bertoni",
            "office": self.office,
            "category": self.category,
        }
        with self.here():
            service = create_service(NOBODY, slug=slug, topics=[], **(values | fields))
            publish_form(NOBODY, service, form or SMALL_FORM)
            return Service.objects.get(pk=service.pk)

    def actor(self, person: Citizen | StaffMember, *, level: int = 2) -> Actor:
        kind = User.Kind.CITIZEN if isinstance(person, Citizen) else User.Kind.STAFF
        method = "spid" if isinstance(person, Citizen) else "password"
        return Actor(kind, person.user_id, person, method, level, "idp.example")


def ensure_bodies() -> None:
    """Both bodies in this run's database, committed: a test that empties it takes them along."""
    tenant_cache.forget()
    profile = Jsonb(
        {name: f"https://www.example/{name}" for name in REQUIRED} | {"email": "urp@body.example"}
    )
    with psycopg.connect(os.environ["DATABASE_SYSTEM_URL"], autocommit=True) as connection:
        for slug, host in _HOSTS.items():
            connection.execute(
                "INSERT INTO core_tenant (id, slug, name, ipa_code, profile, is_active)"
                " VALUES (%s, %s, %s, %s, %s, true) ON CONFLICT DO NOTHING",
                [_IDS[slug], slug, f"Comune di {slug.title()}", "c_x001", profile],
            )
            connection.execute(
                "INSERT INTO core_tenanthost (host, tenant_id, base_url) VALUES (%s, %s, %s)"
                " ON CONFLICT DO NOTHING",
                [host, _IDS[slug], f"http://{host}:8000"],
            )


def _make(slug: str) -> TestBody:
    tenant = Tenant.objects.get(pk=_IDS[slug])
    with tenant_context(tenant.pk):
        office = create_office(
            NOBODY, slug="servizi-educativi", name={"it": "Servizi educativi"}, responsible="Elena Bertoni"
        )
        category = Category.objects.create(slug="educazione", title={"it": "Educazione"})
    return TestBody(tenant, _HOSTS[slug], office, category)


def committed_body() -> TestBody:
    """The first body in a database of a bench: what is made for it stays until the database is dropped."""
    ensure_bodies()
    return _make("montelieto")


@pytest.fixture(scope="session")
def _bodies_committed(django_db_setup: None) -> None:
    ensure_bodies()


@pytest.fixture
def body(_bodies_committed: None, request: pytest.FixtureRequest) -> Iterator[TestBody]:
    """The body at http://localhost, at work for the whole test."""
    request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
    ensure_bodies()
    set_tenant(_IDS["montelieto"])
    yield _make("montelieto")
    set_tenant(None)


@pytest.fixture
def other_body(body: TestBody) -> TestBody:
    """The body at http://127.0.0.1; use `with other_body.here():` to work for it."""
    return _make("castelfiorito")
