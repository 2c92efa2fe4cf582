"""Stored files: checked by their content, written before their row commits, swept when no row wants them."""

from __future__ import annotations

import hashlib
import os
import tempfile
import uuid
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model
from django.http import FileResponse
from django.utils.translation import gettext as _

from scrivania.core import audit, clock
from scrivania.core.ids import uuid7
from scrivania.core.models import StoredFile
from scrivania.core.tenancy import current_tenant_id

PDF = "application/pdf"
# Media types that Siegfried (PRONOM) reports for each extension we take. A p7m may be base64 text.
ACCEPTED: dict[str, frozenset[str]] = {
    "pdf": frozenset({PDF}),
    "p7m": frozenset({"application/pkcs7-mime", "application/pkcs7-signature", "text/plain"}),
    "jpg": frozenset({"image/jpeg"}),
    "jpeg": frozenset({"image/jpeg"}),
    "png": frozenset({"image/png"}),
    "tif": frozenset({"image/tiff"}),
    "tiff": frozenset({"image/tiff"}),
    "odt": frozenset({"application/vnd.oasis.opendocument.text"}),
    "ods": frozenset({"application/vnd.oasis.opendocument.spreadsheet"}),
    "docx": frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}),
    "xlsx": frozenset({"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}),
    "xml": frozenset({"application/xml", "text/xml"}),
    "txt": frozenset({"text/plain"}),
}
_ORPHAN_AGE = timedelta(hours=24)
_NAME_LENGTH = 200


class FileRefused(Exception):
    """The file cannot be taken; the message, in the reader's language, says what to do."""


def clean_name(name: str) -> str:
    """A file name fit to print and to save: no folder, no control character, at most 200 characters."""
    base = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(char for char in base if char.isprintable()).strip(" .") or "file"
    stem, dot, extension = printable.rpartition(".")
    return f"{stem[: _NAME_LENGTH - len(extension) - 1]}{dot}{extension}" if dot else printable[:_NAME_LENGTH]


def store(
    upload: File[Any],
    *,
    name: str,
    subject: Model,
    max_size: int,
    extensions: Iterable[str] = ACCEPTED,
    state: StoredFile.State = StoredFile.State.CLEAN,
) -> StoredFile:
    """Check an uploaded file and keep it for `subject`. Sizes in bytes. Raises FileRefused."""
    name = clean_name(name)
    size = upload.size
    if size == 0:
        raise FileRefused(_("The file “%(name)s” is empty: choose another one.") % {"name": name})
    check_size(name, size, max_size)
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    allowed = [e for e in extensions if e in ACCEPTED]
    if extension not in allowed:
        raise FileRefused(
            _("The file “%(name)s” is of a kind not accepted here. Accepted: %(kinds)s.")
            % {"name": name, "kinds": ", ".join(sorted(allowed))}
        )
    media_type, puid, digest = _inspect(upload, extension)
    if media_type not in ACCEPTED[extension]:
        raise FileRefused(
            _(
                "The content of “%(name)s” is not that of a .%(extension)s file: "
                "open it, save it again and retry."
            )
            % {"name": name, "extension": extension}
        )
    upload.seek(0)
    return _keep(upload, name, size, digest, media_type, puid, subject, state)


def check_size(name: str, size: int, max_size: int) -> None:
    """Sizes in bytes. Raises FileRefused."""
    if size > max_size:
        raise FileRefused(
            _("The file “%(name)s” is %(size)s: the limit is %(limit)s. Reduce it, or split it.")
            % {"name": name, "size": megabytes(size), "limit": megabytes(max_size)}
        )


def save_bytes(data: bytes, *, name: str, media_type: str, puid: str, subject: Model) -> StoredFile:
    """Keep a file that we made ourselves."""
    digest = hashlib.sha256(data).hexdigest()
    return _keep(
        ContentFile(data), name, len(data), digest, media_type, puid, subject, StoredFile.State.CLEAN
    )


def read(stored: StoredFile) -> bytes:
    with default_storage.open(stored.path) as source:
        content: bytes = source.read()
    return content


def remove(stored: StoredFile, *, using: str | None = None) -> None:
    """Forget a file. Bytes go after the commit: without row they are swept, a row without them is lost."""
    path = stored.path
    stored.delete(using=using)
    transaction.on_commit(lambda: default_storage.delete(path), using=using)


def remove_of(subject_kind: str, subject_id: uuid.UUID, *, using: str) -> None:
    for stored in StoredFile.unscoped.using(using).filter(subject_kind=subject_kind, subject_id=subject_id):
        remove(stored, using=using)


def download(stored: StoredFile) -> FileResponse:
    """The file as an attachment that no browser runs. The caller has checked the right to it."""
    response = FileResponse(default_storage.open(stored.path), as_attachment=True, filename=stored.name)
    response["Content-Type"] = stored.media_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def megabytes(size: int) -> str:
    """Italian text of a size: `10,5 MB`."""
    return f"{size / 1_000_000:.1f} MB".replace(".", ",").replace(",0 ", " ")


def sweep_orphans() -> int:
    """Delete bytes older than a day that no row names. Returns how many."""
    removed = 0
    limit = clock.now() - _ORPHAN_AGE
    if not default_storage.exists(""):  # nothing was ever stored
        return removed
    for tenant_folder in default_storage.listdir("")[0]:
        names = default_storage.listdir(tenant_folder)[1]
        known = {
            str(pk)
            for pk in StoredFile.unscoped.using("system").filter(pk__in=names).values_list("pk", flat=True)
        }
        for name in set(names) - known:
            path = f"{tenant_folder}/{name}"
            if default_storage.get_modified_time(path) < limit:
                default_storage.delete(path)
                removed += 1
    return removed


def _keep(
    content: File[Any],
    name: str,
    size: int,
    digest: str,
    media_type: str,
    puid: str,
    subject: Model,
    state: StoredFile.State,
) -> StoredFile:
    stored = StoredFile(
        id=uuid7(),
        tenant_id=current_tenant_id(),
        subject_kind=audit.kind_of(subject),
        subject_id=subject.pk,
        name=name,
        size=size,
        sha256=digest,
        media_type=media_type,
        puid=puid,
        state=state,
    )
    default_storage.save(stored.path, content)
    stored.save(force_insert=True)
    return stored


def _inspect(upload: File[Any], extension: str) -> tuple[str, str, str]:
    """Media type, PRONOM id and SHA-256 of the content. Siegfried reads from a path with the extension."""
    digest = hashlib.sha256()
    handle, path = tempfile.mkstemp(suffix=f".{extension}")
    try:
        with os.fdopen(handle, "wb") as copy:
            for chunk in upload.chunks():
                digest.update(chunk)
                copy.write(chunk)
        # Not before a web process is forked: its Go threads would stay behind, and every call hang.
        import pygfried

        match = pygfried.identify(path, detailed=True)["files"][0]["matches"][0]
    finally:
        Path(path).unlink()
    return match["mime"] or "application/octet-stream", match["id"], digest.hexdigest()
