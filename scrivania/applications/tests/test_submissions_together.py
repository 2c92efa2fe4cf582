"""Many send at once, some twice: one application each, numbers in the order of instants."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection

from scrivania.applications.actions import submit
from scrivania.applications.models import Application, Draft
from scrivania.applications.queries import draft_of
from scrivania.core import clock
from scrivania.core.models import AuditEntry
from scrivania.core.tenancy import tenant_context
from scrivania.testing.bodies import TestBody
from scrivania.testing.cases import filled_draft
from scrivania.testing.forms import SMALL_DATA

pytestmark = pytest.mark.django_db(transaction=True)
CITIZENS = 12


def ready(body: TestBody) -> list[Draft]:
    service = body.service()
    people = [body.citizen(f"{number:011d}") for number in range(CITIZENS)]
    return [filled_draft(body, citizen, service, SMALL_DATA) for citizen in people]


def test_one_application_a_draft_however_often_it_is_sent(body: TestBody) -> None:
    drafts = ready(body)

    def send(draft: Draft) -> str:
        try:
            with tenant_context(body.tenant.pk):
                found = draft_of(draft.citizen, draft.pk)
                assert found is not None
                return submit(body.actor(draft.citizen), found, received_at=clock.now()).number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as browsers:
        numbers = list(browsers.map(send, [*drafts, *drafts]))
    assert numbers[:CITIZENS] == numbers[CITIZENS:]
    rows = list(Application.objects.order_by("number"))
    year = clock.today().year
    assert [row.number for row in rows] == [f"{year}-{place:06d}" for place in range(1, CITIZENS + 1)]
    assert all(one.submitted_at <= two.submitted_at for one, two in pairwise(rows))
    assert AuditEntry.objects.filter(action="applications.submit").count() == CITIZENS
