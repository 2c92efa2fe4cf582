"""From draft to registered application."""

from scrivania.applications import papers, tasks
from scrivania.applications.actions import submit
from scrivania.applications.models import Application, Draft
from scrivania.core import clock, files
from scrivania.documents.models import Document
from scrivania.testing.bodies import TestBody
from scrivania.testing.cases import filled_draft
from scrivania.testing.forms import SMALL_DATA


def test_submission_freezes_what_was_sent(body: TestBody) -> None:
    draft = filled_draft(body, body.citizen(), body.service(), SMALL_DATA)
    application = submit(body.actor(draft.citizen), draft, received_at=clock.now())
    assert application.number == f"{clock.today().year}-000001"
    assert application.data["points"] == 10
    assert application.procedure["responsible"] == "Elena Bertoni"
    receipt = Document.objects.get(subject_id=application.pk, kind=Document.Kind.FIRST_RECEIPT)
    pdf = papers.receipt_pdf(application, receipt)
    assert pdf.startswith(b"%PDF")
    assert pdf == papers.receipt_pdf(application, receipt)
    tasks.make_first_receipt.function(application_id=str(application.pk))
    receipt.refresh_from_db()
    assert files.read(receipt.stored) == pdf


def test_a_repeat_gives_the_first_application(body: TestBody) -> None:
    draft = filled_draft(body, body.citizen(), body.service(), SMALL_DATA)
    actor = body.actor(draft.citizen)
    first = submit(actor, draft, received_at=clock.now())
    again = submit(actor, Draft.objects.select_related("service").get(pk=draft.pk), received_at=clock.now())
    assert again.pk == first.pk
    assert Application.objects.count() == 1
