"""The page of one application: its facts, papers and stages."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from scrivania.applications.models import Application, Attachment, Status
from scrivania.applications.queries import CaseFile
from scrivania.core.audit import kind_of
from scrivania.core.models import StoredFile
from scrivania.documents.models import Document
from scrivania.portal.labels import DOCUMENTS, status_label
from scrivania.portal.timeline import stages

_ASKED = frozenset({Status.REQUEST_INTEGRATION, Status.WAITING_INTEGRATION})


def case_page(case: CaseFile) -> dict[str, Any]:
    application = case.application
    asked = next((request for request in case.requests if request.answered_at is None), None)
    return {
        "application": application,
        "procedure": application.procedure,
        "status_label": status_label(application.status),
        "timeline": stages(case),
        "asked": asked if application.status in _ASKED else None,
        "answered": [request for request in case.requests if request.has_answer],
        "documents": list(_documents(case.documents, application)),
        "sent_files": list(_attachments(case.attachments, Attachment.Origin.FORM)),
        "integration_files": list(_attachments(_sent(case), Attachment.Origin.INTEGRATION)),
        "outcome_files": list(_attachments(case.attachments, Attachment.Origin.OUTCOME))
        if application.closed_at
        else [],
    }


def receipt_of(application: Application) -> Document:
    """The receipt's second edition where it is made, else the first, made or not."""
    receipts = {
        document.kind: document
        for document in Document.objects.select_related("stored").filter(
            subject_kind=kind_of(application),
            subject_id=application.pk,
            kind__in=[Document.Kind.FIRST_RECEIPT, Document.Kind.RECEIPT],
        )
    }
    second = receipts.get(Document.Kind.RECEIPT)
    return second if second and second.stored else receipts[Document.Kind.FIRST_RECEIPT]


def _documents(documents: Iterable[Document], application: Application) -> Iterator[dict[str, Any]]:
    yield {
        "name": DOCUMENTS[Document.Kind.RECEIPT],
        "url": reverse("portal:receipt", args=[application.pk]),
        "format": "PDF",
        "at": application.registered_at or application.submitted_at,
    }
    for document in documents:
        untold = document.kind == Document.Kind.OUTCOME and application.closed_at is None
        first = document.kind == Document.Kind.FIRST_RECEIPT and not application.registration_number
        if document.kind != Document.Kind.RECEIPT and not untold and not first:
            yield {"name": DOCUMENTS[document.kind]} | (_file(document.stored) if document.stored else {})


def _attachments(attachments: Iterable[Attachment], origin: Attachment.Origin) -> Iterator[dict[str, Any]]:
    for attachment in attachments:
        if attachment.origin == origin:
            yield {"name": attachment.stored.name, "note": attachment.label} | _file(attachment.stored)


def _sent(case: CaseFile) -> list[Attachment]:
    """Files of answers already sent: those of an answer being prepared stand on its own page."""
    answered = {request.pk for request in case.requests if request.has_answer}
    return [attachment for attachment in case.attachments if attachment.integration_request_id in answered]


def _file(stored: StoredFile) -> dict[str, Any]:
    return {
        "url": reverse("portal:file", args=[stored.pk]),
        "size": stored.size,
        "format": stored.name.rpartition(".")[2].upper(),
        "at": stored.created_at,
    }
