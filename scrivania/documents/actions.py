"""Planning and keeping the documents a body makes."""

from django.db.models import Model

from scrivania.core import audit, crypto, files, ids
from scrivania.core.models import StoredFile
from scrivania.documents.models import Document

PDF_A_3A = "fmt/479"


def plan_document(subject: Model, kind: Document.Kind, key: str = "") -> Document:
    """Name a document that will be made, with its verification code. Planning it twice gives the first."""
    code = ids.access_code()
    document, _ = Document.objects.get_or_create(
        subject_kind=audit.kind_of(subject),
        subject_id=subject.pk,
        kind=kind,
        key=key,
        defaults={"code_hash": ids.hashed(code), "code": crypto.encrypt(code.encode())},
    )
    return document


def keep_document(document: Document, subject: Model, pdf: bytes, name: str) -> StoredFile:
    """Keep the bytes of a planned document. Needs a transaction; the bytes kept first are the document."""
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if locked.stored_id is not None:
        return StoredFile.objects.get(pk=locked.stored_id)
    stored = files.save_bytes(pdf, name=name, media_type=files.PDF, puid=PDF_A_3A, subject=subject)
    locked.stored = stored
    locked.save(update_fields=["stored"])
    document.stored = stored
    return stored


def verification_code(document: Document) -> str:
    return crypto.decrypt(document.code).decode()
