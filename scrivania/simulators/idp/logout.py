"""Single logout. The provider keeps no session, so there is only a good answer to give."""

from datetime import UTC, datetime

from scrivania.saml import (
    Binding,
    Contact,
    Organization,
    Outgoing,
    ServiceProvider,
    SigningKey,
    logout_response,
    read_logout,
    verify_logout_request,
)

from .metadata import NAME
from .service_providers import as_identity_provider, fetch_metadata


def answer(
    entity_id: str, key: SigningKey, *, value: str, binding: Binding, query: str, relay_state: str
) -> Outgoing:
    """The LogoutResponse to a verified LogoutRequest. Raises SamlError."""
    incoming = read_logout(value, binding=binding, query=query)
    asking = as_identity_provider(fetch_metadata(incoming.issuer))
    now = datetime.now(UTC)
    request = verify_logout_request(incoming, _self(entity_id, key), asking, now)
    return logout_response(
        _self(entity_id, key),
        asking,
        in_response_to=request.id,
        binding=binding,
        relay_state=relay_state,
        now=now,
    )


def _self(entity_id: str, key: SigningKey) -> ServiceProvider:
    """In logout both sides are alike: the provider speaks by the same functions."""
    return ServiceProvider(
        entity_id=entity_id,
        acs_url="",
        slo_url=f"{entity_id}/slo",
        key=key,
        organization=Organization(NAME, NAME, entity_id),
        contact=Contact("", "", ""),
        attribute_sets=(),
    )
