"""A document whose job gave up is made all the same, an hour later."""

from datetime import timedelta

import pytest
from django.db import connection

from scrivania.applications.models import Application
from scrivania.applications.queries import Status
from scrivania.applications.tasks import find_unmade_documents
from scrivania.core import clock
from scrivania.documents.models import Document
from scrivania.testing.bodies import TestBody
from scrivania.testing.cases import sent_application
from scrivania.testing.worker import run_jobs

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "system"])


def test_a_document_not_made_is_made_an_hour_later(body: TestBody) -> None:
    application = sent_application(body)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    find_unmade_documents()
    assert "applications.make_application_pdf" not in run_jobs()
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        for _ in range(2):
            find_unmade_documents()
        assert run_jobs().count("applications.make_application_pdf") == 1
    assert not Document.objects.filter(stored=None, kind=Document.Kind.APPLICATION).exists()
    assert Application.objects.get(pk=application.pk).status == Status.SUBMITTED
