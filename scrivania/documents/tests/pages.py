"""Every document with a believable content, and what the tests need to see of a PDF."""

import io
import re

import pypdf

from scrivania.documents.pdf import render
from scrivania.documents.tests import samples

EVERY_DOCUMENT = {
    "application": (render.render_application, samples.APPLICATION),
    "receipt": (render.render_receipt, samples.RECEIPT),
    "integration_request": (render.render_integration_request, samples.REQUEST),
    "integration_answer": (render.render_integration_answer, samples.ANSWER),
    "outcome": (render.render_outcome, samples.OUTCOME),
}


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def words(pdf: bytes) -> str:
    """All the text on one line, for sentences that the end of a line cuts."""
    return re.sub(r"\s+", " ", " ".join(pages(pdf)))


def letters(pdf: bytes) -> str:
    """All the text without any space, for words that the end of a line cuts."""
    return re.sub(r"\s", "", "".join(pages(pdf)))
