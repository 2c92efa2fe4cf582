"""A service provider and an identity provider that trust each other, at a stopped instant."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from scrivania.saml import (
    AttributeSet,
    Binding,
    Contact,
    Element,
    IdentityProvider,
    Organization,
    PendingRequest,
    ServiceProvider,
    SigningKey,
    VerifiedIdentity,
    new_id,
    new_spid_key,
    serialize,
    verify_response,
)
from scrivania.simulators.idp.messages import Answer, Question, sign_response, success

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
BODY = "https://desk.comune.example"
PROVIDER = "https://idp.example"
ATTRIBUTES = {
    "spidCode": "PROV0000000001",
    "name": "Giulia",
    "familyName": "Ferrara",
    "fiscalNumber": "TINIT-FRRGLI91E57A944N",
}


def make_key(entity_id: str = f"{BODY}/spid/metadata", *, now: datetime = NOW) -> SigningKey:
    return new_spid_key(
        entity_id=entity_id,
        organization="Comune di Città Pìccola",
        ipa_code="c_h501",
        locality="Città",
        now=now,
    )


@pytest.fixture(scope="session")
def body_key() -> SigningKey:
    return make_key()


@pytest.fixture(scope="session")
def idp_key() -> SigningKey:
    return make_key(PROVIDER)


@pytest.fixture(scope="session")
def strange_key() -> SigningKey:
    return make_key(PROVIDER)


@pytest.fixture(scope="session")
def body(body_key: SigningKey) -> ServiceProvider:
    return ServiceProvider(
        entity_id=f"{BODY}/spid/metadata",
        acs_url=f"{BODY}/spid/acs",
        slo_url=f"{BODY}/spid/slo",
        key=body_key,
        organization=Organization("Comune di Città Pìccola", "Città Pìccola", BODY),
        contact=Contact("c_h501", "spid@comune.example", "+390612345678"),
        attribute_sets=(AttributeSet(0, "Area personale", tuple(ATTRIBUTES)),),
    )


@pytest.fixture(scope="session")
def idp(idp_key: SigningKey) -> IdentityProvider:
    return IdentityProvider(
        entity_id=PROVIDER,
        name="Identità",
        certificates=(idp_key.certificate,),
        sso=dict.fromkeys(Binding, f"{PROVIDER}/sso"),
        slo=dict.fromkeys(Binding, f"{PROVIDER}/slo"),
    )


@dataclass(frozen=True)
class SignIn:
    """One request and what it takes to answer it."""

    body: ServiceProvider
    idp: IdentityProvider
    key: SigningKey
    pending: PendingRequest
    question: Question

    def response(self, *, spoil: Callable[[Element], None] = lambda _: None, level: int = 2) -> Element:
        """A good signed Response; `spoil` changes it before it is signed."""
        answer = Answer(level=level, attributes=ATTRIBUTES)
        response = success(self.idp.entity_id, self.question, answer, NOW)
        spoil(response)
        return sign_response(response, self.key)

    def verify(
        self, response: Element | bytes, *, now: datetime = NOW, **changes: object
    ) -> VerifiedIdentity:
        document = response if isinstance(response, bytes) else serialize(response)
        given = {"provider": self.body, "idp": self.idp, "pending": self.pending, **changes}
        return verify_response(document, now=now, **given)

    def asking(self, level: int) -> "SignIn":
        return replace(self, pending=replace(self.pending, level=level))


@pytest.fixture
def sign_in(body: ServiceProvider, idp: IdentityProvider, idp_key: SigningKey) -> SignIn:
    pending = PendingRequest(new_id(), NOW - timedelta(seconds=20), level=2)
    question = Question(pending.id, body.entity_id, body.acs_url, pending.level)
    return SignIn(body, idp, idp_key, pending, question)
