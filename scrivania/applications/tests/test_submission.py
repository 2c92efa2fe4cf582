"""From draft to registered application."""

from scrivania.applications import papers
from scrivania.applications.actions import submit
from scrivania.applications.models import Application, Draft
from scrivania.core import clock
from scrivania.testing.bodies import TestBody
from scrivania.testing.cases import filled_draft
from scrivania.testing.forms import SMALL_DATA


def test_submission_freezes_what_was_sent(body: TestBody) -> None:
    draft = filled_draft(body, body.citizen(), body.service(), SMALL_DATA)
    application = submit(body.actor(draft.citizen), draft, received_at=clock.now())
    assert application.number == f"{clock.today().year}-000001"
    assert application.data["points"] == 10
    assert application.procedure["responsible"] == "Elena Bertoni"
    pdf = papers.receipt_pdf(application, None)
    assert pdf.startswith(b"%PDF")
    assert pdf == papers.receipt_pdf(application, None)


def test_a_repeat_gives_the_first_application(body: TestBody) -> None:
    draft = filled_draft(body, body.citizen(), body.service(), SMALL_DATA)
    actor = body.actor(draft.citizen)
    first = submit(actor, draft, received_at=clock.now())
    again = submit(actor, Draft.objects.select_related("service").get(pk=draft.pk), received_at=clock.now())
    assert again.pk == first.pk
    assert Application.objects.count() == 1
