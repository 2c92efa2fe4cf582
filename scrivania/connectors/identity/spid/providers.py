"""Identity providers, from the metadata files of the folder that SCRIVANIA_SPID_IDP_METADATA names.

`*.xml` serve every body, `<slug>/*.xml` that body only. Files are read again when they change.
"""

import logging
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from scrivania.saml import IdentityProvider, SamlError, identity_providers

logger = logging.getLogger(__name__)


def providers_for(slug: str) -> dict[str, IdentityProvider]:
    """By entityID. A file that can't be read is logged and left out: one bad file mustn't stop the others."""
    return {provider.entity_id: provider for path in metadata_files(slug) for provider in _read_current(path)}


def shuffled(slug: str) -> list[IdentityProvider]:
    """In random order, as the rules of the SPID button want."""
    providers = list(providers_for(slug).values())
    secrets.SystemRandom().shuffle(providers)
    return providers


def metadata_files(slug: str) -> list[Path]:
    folder = Path(settings.SPID_IDP_METADATA)
    return [*sorted(folder.glob("*.xml")), *sorted((folder / slug).glob("*.xml"))]


def _read_current(path: Path) -> tuple[IdentityProvider, ...]:
    try:
        stat = path.stat()
    except OSError:  # removed since the folder was listed
        return ()
    return _read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=2048)
def _read(path: Path, mtime_ns: int, size: int) -> tuple[IdentityProvider, ...]:
    try:
        return tuple(identity_providers(path.read_bytes()))
    except (SamlError, OSError) as error:
        logger.error("SPID metadata %s left out: %s", path.name, error)
        return ()
