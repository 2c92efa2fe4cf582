"""What is kept of an upload, what is refused, and what is swept."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from scrivania.core import clock, files
from scrivania.core.models import StoredFile
from scrivania.testing.bodies import TestBody

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PROGRAM = b"MZ" + b"\0" * 300


def kept(body: TestBody, content: bytes, name: str, **options: object) -> StoredFile:
    upload = ContentFile(content, name)
    return files.store(upload, name=name, subject=body.office, max_size=1000, **options)  # type: ignore[arg-type]


def test_what_we_found_is_what_we_keep(body: TestBody) -> None:
    stored = kept(body, PDF, "C:\\Documenti\\carta d'identità.PDF")
    assert stored.name == "carta d'identità.PDF"
    assert (stored.size, stored.media_type, stored.puid) == (len(PDF), "application/pdf", "fmt/276")
    assert files.read(stored) == PDF


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "vuoto.pdf", "è vuoto"),
        (PDF + b" " * 1000, "grande.pdf", "il limite è"),
        (PDF, "foto.heic", "di un tipo non ammesso"),
        (PDF, "senza", "di un tipo non ammesso"),
        (PROGRAM, "programma.pdf", "non è quello di un file .pdf"),
        (PROGRAM, "programma.exe", "di un tipo non ammesso"),
        (PDF, "documento.png", "non è quello di un file .png"),
    ],
)
def test_a_refusal_says_what_to_do(body: TestBody, content: bytes, name: str, says: str) -> None:
    with translation.override("it"), pytest.raises(files.FileRefused, match=says):
        kept(body, content, name)
    assert not StoredFile.objects.exists()


@given(st.text(max_size=400))
def test_any_name_becomes_one_to_print_and_save(name: str) -> None:
    clean = files.clean_name(name)
    assert 0 < len(clean) <= 255
    assert clean.isprintable()
    assert not set(clean) & set("/\\")
    assert files.clean_name(clean) == clean


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_bytes_without_a_row_are_swept_after_a_day(body: TestBody) -> None:
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"]) / str(body.tenant.pk)
    folder.mkdir(parents=True, exist_ok=True)
    young, old = (
        folder / "00000000-0000-7000-8000-000000000001",
        folder / "00000000-0000-7000-8000-000000000002",
    )
    for path in (young, old):
        path.write_bytes(b"lost")
    two_days_ago = (clock.now() - timedelta(days=2)).timestamp()
    os.utime(old, (two_days_ago, two_days_ago))
    assert files.sweep_orphans() >= 1
    assert young.exists()
    assert not old.exists()
