import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256

import pikepdf
import pygfried
import pytest

from scrivania.documents.pdf.canonical import canonical_json
from scrivania.documents.pdf.render import render_application
from scrivania.documents.tests import samples
from scrivania.documents.tests.pages import EVERY_DOCUMENT, pages, words

PDF_A_3A = "fmt/479"


@pytest.fixture(scope="module", params=EVERY_DOCUMENT)
def pdf(request):
    render, content = EVERY_DOCUMENT[request.param]
    return render(content)


def test_declares_both_standards(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.open_metadata()
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"


def test_is_tagged_titled_and_in_italian(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).lower() == "it-it"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.open_metadata()["dc:title"]
        assert document.open_metadata()["dc:creator"] == [samples.BODY.name]


def test_pictures_have_a_description(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        figures = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        descriptions = {str(figure.Alt) for figure in figures}
    assert f"Stemma: {samples.BODY.name}" in descriptions
    assert f"Codice QR che apre la pagina di verifica {samples.VERIFY}" in descriptions


def test_links_to_its_verification(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        links = {str(note.A.URI) for page in document.pages for note in page.get("/Annots", [])}
    assert samples.VERIFY in links
    assert samples.VERIFY in words(pdf)


def test_every_page_says_who_and_how_many(pdf):
    found = pages(pdf)
    for number, page in enumerate(found, 1):
        assert f"{samples.BODY.name} – {samples.OFFICE.name}" in page
        assert f"Pagina {number} di {len(found)}" in page


def test_is_recognised_by_preservation_systems(pdf, tmp_path):
    path = tmp_path / "documento.pdf"
    path.write_bytes(pdf)
    assert pygfried.identify(str(path)) == PDF_A_3A


def test_ends_with_a_line_end_so_that_a_signature_may_follow(pdf):
    assert pdf.endswith(b"%%EOF\n")


def test_carries_the_form_data_and_prints_their_hash():
    pdf = render_application(samples.APPLICATION)
    data = canonical_json(samples.APPLICATION.data)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (name,) = document.attachments
        attached = document.attachments[name]
        assert name == "dati.json"
        assert attached.get_file().read_bytes() == data
        assert attached.get_file().mime_type == "application/json"
        assert attached.relationship == "/Source"
    assert sha256(data).hexdigest() in words(pdf)


@pytest.mark.parametrize("name", EVERY_DOCUMENT)
def test_same_content_same_bytes_in_another_process(name):
    script = (
        "import sys; from scrivania.documents.tests.pages import EVERY_DOCUMENT as every;"
        f"render, content = every[{name!r}]; sys.stdout.buffer.write(render(content))"
    )
    elsewhere = os.environ | {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}
    render, content = EVERY_DOCUMENT[name]
    done = subprocess.run(
        [sys.executable, "-c", script], env=elsewhere, capture_output=True, check=True, timeout=60
    )
    assert done.stdout == render(content)


def test_threads_do_not_disturb_each_other():
    contents = [
        replace(samples.APPLICATION, case=replace(samples.CASE, number=f"2026-{n:06}")) for n in range(24)
    ]
    alone = [render_application(content) for content in contents]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(render_application, contents)) == alone
    assert len(set(alone)) == len(alone)
