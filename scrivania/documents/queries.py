"""Finding documents."""

from scrivania.core import ids
from scrivania.documents.models import Document


def by_code(code: str) -> Document | None:
    """The document whose printed code this is, made or still being made."""
    return Document.objects.select_related("stored").filter(code_hash=ids.hashed(code)).first()
