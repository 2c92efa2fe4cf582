"""The provider's key: made on first start, kept in the data folder."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from scrivania.saml import SigningKey, new_spid_key
from scrivania.simulators.places import keep_once


@lru_cache(maxsize=4)
def provider_key(folder: Path) -> SigningKey:
    path = folder / "idp-key.pem"
    return SigningKey.from_pem(path.read_bytes() if path.exists() else keep_once(path, _new_key().to_pem()))


def _new_key() -> SigningKey:
    return new_spid_key(
        entity_id="https://localhost/idp",
        organization="Identità di prova",
        ipa_code="prova",
        locality="Roma",
        now=datetime.now(UTC),
    )
