"""The documents of an application as PDF/A-3a and PDF/UA-1 in one file.

The same content gives the same bytes, so a document can be made again instead of being kept. About
40 ms of CPU a document; typst works without the interpreter lock, so threads do run side by side.
"""

import json
import logging
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import typst

from scrivania.documents.pdf import images
from scrivania.documents.pdf.canonical import canonical_json
from scrivania.documents.pdf.content import (
    ApplicationContent,
    Content,
    IntegrationAnswerContent,
    IntegrationRequestContent,
    OutcomeContent,
    ReceiptContent,
)
from scrivania.documents.pdf.coverage import fonts
from scrivania.documents.pdf.payload import payload

_TEMPLATES = Path(__file__).parent / "templates"
_log = logging.getLogger(__name__)


def render_application(content: ApplicationContent) -> bytes:
    """The filled-in form, with its data attached as `dati.json` and their SHA-256 printed."""
    data = canonical_json(content.data)
    return _render(
        "application",
        content,
        content.case.submitted_at,
        printed={"data_sha256": sha256(data).hexdigest()},
        files={"data": data.decode()},
    )


def render_receipt(content: ReceiptContent) -> bytes:
    registration = content.registration
    issued = registration.registered_at if registration else content.case.submitted_at
    return _render("receipt", content, issued)


def render_integration_request(content: IntegrationRequestContent) -> bytes:
    return _render("integration_request", content, content.issued_at)


def render_integration_answer(content: IntegrationAnswerContent) -> bytes:
    return _render("integration_answer", content, content.answered_at)


def render_outcome(content: OutcomeContent) -> bytes:
    return _render("outcome", content, content.decided_at)


def _render(
    template: str,
    content: Content,
    instant: datetime,
    *,
    printed: dict[str, str] | None = None,
    files: dict[str, str] | None = None,
) -> bytes:
    extra = printed or {}
    inputs = {"qr": images.qr(content.verification_url), **(files or {})}
    try:
        logo = images.logo(content.case.body.logo)
        return _compile(template, instant, payload(content) | extra, inputs | {"logo": logo})
    except typst.TypstError:
        # A glyph PDF/A refuses or a broken logo: the citizen's document matters more than either.
        _log.exception("Document %s of %s set again in plain text", template, content.case.number)
        return _compile(template, instant, payload(content, plain=True) | extra, inputs | {"logo": ""})


def _compile(template: str, instant: datetime, printed: dict[str, Any], inputs: dict[str, str]) -> bytes:
    pdf: bytes = typst.compile(
        _TEMPLATES / f"{template}.typ",
        root=_TEMPLATES,
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"content": json.dumps(printed), **inputs},
        pdf_standards=["a-3a", "ua-1"],
        timestamp=int(instant.timestamp()),
    )
    # A signature added later needs the end-of-line that typst leaves out (ISO 19005-3, 6.1.9).
    return pdf + b"\n"
