"""Two bodies, one identity provider they trust, and browsers that travel between them."""

import base64
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from scrivania.connectors.identity.spid.config import CONNECTOR, KIND
from scrivania.core import clock, connectors, tenant_cache
from scrivania.core.tenancy import tenant_context
from scrivania.core.tenant_cache import TenantInfo
from scrivania.saml import SigningKey, decode_post, decode_redirect, new_spid_key, parse_untrusted, serialize
from scrivania.simulators.idp import metadata as simulator
from scrivania.simulators.idp.messages import Answer, Question, refusal, sign_response, success
from scrivania.tenants.actions import create_tenant
from scrivania.tenants.profile import BodyProfile
from scrivania.testing.bodies import TestBody
from scrivania.testing.database import empty_tables

IDP_BASE = "https://identity.example"
IDP = simulator.entity_id_at(IDP_BASE)
PERSON = {
    "spidCode": "PROV0000000001",
    "name": "Giulia",
    "familyName": "Ferrara",
    "fiscalNumber": "TINIT-FRRGLI91E57A944N",
    "dateOfBirth": "1991-05-17",
    "placeOfBirth": "A944",
    "countyOfBirth": "BO",
    "gender": "F",
    "email": "giulia@posta.example",
    "mobilePhone": "+393000000101",
    "address": "Via dei Tigli 8",
    "digitalAddress": "giulia@pec.example",
}


@pytest.fixture(scope="session")
def body_key() -> SigningKey:
    """Making one takes a second: the bodies of the tests share it."""
    return new_spid_key(
        entity_id="https://a.example", organization="Prova", ipa_code="x", locality="X", now=clock.now()
    )


@pytest.fixture(scope="session")
def idp_key() -> SigningKey:
    return new_spid_key(entity_id=IDP, organization="Prova", ipa_code="x", locality="X", now=clock.now())


def make_body(slug: str, base_url: str, key: SigningKey) -> TenantInfo:
    """A body of a test's own, committed: its address has the port the test serves it at."""
    host = urlsplit(base_url).hostname or ""
    profile = BodyProfile(email="spid@comune.example", phone="+39 06 123456", institutional_url=base_url)
    create_tenant(
        slug=slug, name=f"Comune {slug}", ipa_code="c_h501", base_urls={host: base_url}, profile=profile
    )
    tenant = tenant_cache.for_host(host)
    assert tenant is not None
    with tenant_context(tenant.id):
        connectors.save_config(KIND, CONNECTOR, {"base_url": base_url, "key": key.to_pem().decode()})
    return tenant


@pytest.fixture
def idp_folder(settings, tmp_path: Path, idp_key: SigningKey) -> Path:
    settings.SPID_IDP_METADATA = str(tmp_path)
    (tmp_path / "simulator.xml").write_bytes(simulator.metadata(IDP_BASE, idp_key))
    return tmp_path


@pytest.fixture
def empty_database(transactional_db) -> Iterator[None]:
    """Without the bodies that other tests have committed, whose hosts ours take."""
    empty_tables(os.environ["DATABASE_OWNER_URL"])
    tenant_cache.forget()
    yield
    tenant_cache.forget()


@pytest.fixture
def body(body: TestBody, idp_folder: Path, body_key: SigningKey) -> TenantInfo:
    """The suite's body at localhost, with SPID."""
    return with_spid(body, body_key)


@pytest.fixture
def other_body(other_body: TestBody, body: TenantInfo, body_key: SigningKey) -> TenantInfo:
    return with_spid(other_body, body_key)


def with_spid(body: TestBody, key: SigningKey) -> TenantInfo:
    tenant = tenant_cache.for_host(body.host)
    assert tenant is not None
    with body.here():
        connectors.save_config(KIND, CONNECTOR, {"base_url": tenant.base_url, "key": key.to_pem().decode()})
    return tenant


@dataclass(frozen=True)
class Begun:
    """A sign-in under way: what the provider knows of it."""

    question: Question
    relay_state: str


class Browser:
    """A browser at a body's address; https, so cookies are as in production."""

    def __init__(self, tenant: TenantInfo, key: SigningKey) -> None:
        self.base_url = tenant.base_url
        self.key = key
        self.client = Client(HTTP_HOST=tenant.host)

    def get(self, path: str, **query: str):
        return self.client.get(path, query, secure=True)

    def begin(self, **query: str) -> Begun:
        response = self.get("/spid/login", **{"idp": IDP, **query})
        if response.status_code == 302:
            values = parse_qs(urlsplit(response["Location"]).query)
            fields = {name: values[name][0] for name in ("SAMLRequest", "RelayState")}
            document = decode_redirect(fields["SAMLRequest"])
        else:
            fields = response.context["message"].fields
            document = decode_post(fields["SAMLRequest"])
        request_id = parse_untrusted(document).get("ID", "")
        question = Question(request_id, f"{self.base_url}/spid/metadata", f"{self.base_url}/spid/acs", 2)
        return Begun(question, fields["RelayState"])

    def deliver(self, begun: Begun, document: bytes):
        fields = {"SAMLResponse": base64.b64encode(document).decode(), "RelayState": begun.relay_state}
        return self.client.post("/spid/acs", fields, secure=True)

    def good_answer(
        self, begun: Begun, *, level: int = 2, session: str | None = None, **changes: str
    ) -> bytes:
        attributes = {name: value for name, value in {**PERSON, **changes}.items() if value is not None}
        answer = Answer(level=level, attributes=attributes, session_index=session)
        return serialize(sign_response(success(IDP, begun.question, answer, clock.now()), self.key))

    def refuse(self, begun: Begun, code: int):
        return self.deliver(begun, serialize(refusal(IDP, begun.question, code, clock.now())))

    def sign_in(self, *, session: str | None = None, next_path: str = "/", **changes: str):
        begun = self.begin(next=next_path)
        return self.deliver(begun, self.good_answer(begun, session=session, **changes))


@pytest.fixture
def browser_at(idp_key: SigningKey) -> Callable[[TenantInfo], Browser]:
    return lambda tenant: Browser(tenant, idp_key)


@pytest.fixture
def browser(body: TenantInfo, browser_at: Callable[[TenantInfo], Browser]) -> Browser:
    return browser_at(body)
