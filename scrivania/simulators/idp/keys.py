"""The provider's key: made on first start, kept in the data folder."""

import os
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from scrivania.saml import SigningKey, new_spid_key


@lru_cache(maxsize=4)
def provider_key(folder: Path) -> SigningKey:
    path = folder / "idp-key.pem"
    if not path.exists():
        _write_once(path, _new_key().to_pem())
    return SigningKey.from_pem(path.read_bytes())


def _new_key() -> SigningKey:
    return new_spid_key(
        entity_id="https://localhost/idp",
        organization="Identità di prova",
        ipa_code="prova",
        locality="Roma",
        now=datetime.now(UTC),
    )


def _write_once(path: Path, content: bytes) -> None:
    """Two processes may start together: whoever links first wins, and both read the same file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
