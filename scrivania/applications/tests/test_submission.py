"""From draft to registered application."""

from scrivania.applications import forms, papers
from scrivania.applications.actions import save_draft, start_draft, submit
from scrivania.applications.models import Application, Draft
from scrivania.core import clock
from scrivania.testing.bodies import TestBody
from scrivania.testing.forms import SMALL_DATA


def filled_draft(body: TestBody, data: dict = SMALL_DATA) -> Draft:
    citizen = body.citizen()
    draft, _ = start_draft(body.actor(citizen), body.service())
    result = forms.check(draft.form_version, citizen, draft.data | data, draft)
    assert not result.errors
    save_draft(draft, data=result.data, result=result, page=2)
    return draft


def test_submission_freezes_what_was_sent(body: TestBody) -> None:
    draft = filled_draft(body)
    application = submit(body.actor(draft.citizen), draft, received_at=clock.now())
    assert application.number == f"{clock.today().year}-000001"
    assert application.data["points"] == 10
    assert application.procedure["responsible"] == "Elena Bertoni"
    pdf = papers.receipt_pdf(application, None)
    assert pdf.startswith(b"%PDF")
    assert pdf == papers.receipt_pdf(application, None)


def test_a_repeat_gives_the_first_application(body: TestBody) -> None:
    draft = filled_draft(body)
    actor = body.actor(draft.citizen)
    first = submit(actor, draft, received_at=clock.now())
    again = submit(actor, Draft.objects.select_related("service").get(pk=draft.pk), received_at=clock.now())
    assert again.pk == first.pk
    assert Application.objects.count() == 1
