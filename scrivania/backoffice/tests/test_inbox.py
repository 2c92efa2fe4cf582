"""The inbox: tabs, filters, search, counts, pages."""

from datetime import timedelta

import pytest
from django.test import Client

from scrivania.access.models import Role
from scrivania.applications.models import Application, IntegrationRequest
from scrivania.applications.queries import PAGE_SIZE, lists
from scrivania.backoffice.tests.pages import address, take
from scrivania.core import clock
from scrivania.core.ids import uuid7
from scrivania.tenants.models import StaffMember
from scrivania.testing.bodies import BodyClient, TestBody
from scrivania.testing.cases import sent_application

INBOX = "/operatori/"


def numbers(desk: Client, query: str) -> list[str]:
    return [row.application.number for row in desk.get(f"{INBOX}?{query}").context["rows"]]


def counts(desk: Client, query: str = "") -> list[object]:
    return [tab["count"] for tab in desk.get(f"{INBOX}?{query}").context["tabs"]]


def copies(application: Application, many: int, **fields: object) -> list[Application]:
    """More applications like one, an hour apart: made at once, since sending each takes the form engine."""
    made = []
    for index in range(many):
        values = {f.attname: getattr(application, f.attname) for f in Application._meta.concrete_fields}
        values |= {
            "id": uuid7(),
            "draft_id": uuid7(),
            "number": f"2020-{index:06d}",
            "submitted_at": application.submitted_at - timedelta(hours=index + 1),
            **fields,
        }
        made.append(Application(**values))
    return Application.objects.bulk_create(made)


def test_tabs_follow_the_case(body: TestBody, desk: BodyClient, application: Application) -> None:
    number = application.number
    assert counts(desk) == [0, 1, 0, 1]
    assert numbers(desk, "tab=to_assign") == [number]
    assert numbers(desk, "tab=mine") == []
    take(desk, application)
    assert counts(desk) == [1, 0, 0, 1]
    assert numbers(desk, "") == [number]
    Application.objects.update(closed_at=clock.now())
    assert counts(desk) == [0, 0, 1, 1]
    assert numbers(desk, "tab=closed") == [number]


@pytest.mark.parametrize(
    "text", ["{number}", "0000042", "frrgli91e57a944n", "FRRGLI91E57A944N", "ferrari", "nido Giulia"]
)
def test_search_finds_numbers_codes_and_words(text: str, desk: BodyClient, application: Application) -> None:
    Application.objects.update(registration_number="0000042")
    assert numbers(desk, f"tab=all&text={text.format(number=application.number)}") == [application.number]
    assert numbers(desk, "tab=all&text=tasse") == []


def test_filters_narrow_the_list_and_its_counts(
    body: TestBody, desk: BodyClient, application: Application
) -> None:
    today, service = clock.today(), application.service_id
    kept = [
        f"service={service}", f"office={body.office.pk}", "status=1900",
        f"sent_from={today}", f"sent_to={today}", f"sent_from={today}&sent_to={today}",
    ]  # fmt: skip
    for query in kept:
        assert numbers(desk, f"tab=all&{query}") == [application.number], query
    out = ["status=4000", f"sent_to={today - timedelta(days=1)}", f"sent_from={today + timedelta(days=1)}"]
    for query in out:
        assert numbers(desk, f"tab=all&{query}") == [], query
        assert counts(desk, query) == [0, 0, 0, 0], query


def test_late_and_nearly_late_cases_are_found(
    desk: BodyClient, application: Application, operator: StaffMember
) -> None:
    today = clock.today()
    expected = {-1: ("overdue", "In ritardo di 1 giorno"), 0: ("soon", "Scade oggi"), 7: ("soon", "7 giorni")}
    for days, (due, words) in expected.items():
        Application.objects.update(due_on=today + timedelta(days=days))
        found = desk.get(f"{INBOX}?tab=all&due={due}")
        assert [row.application.pk for row in found.context["rows"]] == [application.pk]
        assert words in found.content.decode()
    Application.objects.update(due_on=today + timedelta(days=8))
    assert numbers(desk, "tab=all&due=soon") == numbers(desk, "tab=all&due=overdue") == []
    # The citizen owes an answer to a first request: the term stands still.
    IntegrationRequest.objects.create(application=application, asked_by=operator, text="?", due_on=today)
    Application.objects.update(due_on=today - timedelta(days=3), status=4200)
    assert numbers(desk, "tab=all&due=overdue") == []
    assert "Termine sospeso" in desk.get(f"{INBOX}?tab=all").content.decode()


@pytest.mark.parametrize(
    "query",
    ["tab=x", "status=abc", "service=1", "sent_from=31/02/2026", "sent_from=0001-01-01", "sent_to=9999-12-31",
     "due=never", "order=worst", "after=x", "after=2026-01-01~x", "text=%00", "after=9999-12-31T23:59:59~1"],
)  # fmt: skip
def test_a_senseless_filter_shows_the_list_all_the_same(
    query: str, desk: BodyClient, application: Application
) -> None:
    assert numbers(desk, f"tab=all&{query}" if not query.startswith("tab") else query) in (
        [application.number],
        [],
    )


@pytest.mark.parametrize("order", ["newest", "due"])
def test_pages_show_each_case_once(order: str, desk: BodyClient, application: Application) -> None:
    copies(application, 2 * PAGE_SIZE + 2)
    copies(application, 1, number="2019-000001", submitted_at=application.submitted_at)  # a tie
    seen, url = [], f"{INBOX}?tab=all&order={order}"
    while url:
        page = desk.get(url)
        seen += [row.application.pk for row in page.context["rows"]]
        url = page.context["next_url"]
    assert len(seen) == len(set(seen)) == 2 * PAGE_SIZE + 4
    if order == "newest":
        instants = dict(Application.objects.values_list("pk", "submitted_at"))
        assert [instants[pk] for pk in seen] == sorted(instants.values(), reverse=True)


def test_counts_stop_where_nobody_reads_further(
    desk: BodyClient, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)
    monkeypatch.setattr("scrivania.backoffice.views.inbox.MOST_COUNTED", 3)
    copies(application, 2)
    assert counts(desk)[3] == 3
    copies(application, 1, number="2019-000001")
    assert counts(desk)[3] == "oltre 3"


def test_statements_do_not_grow_with_the_rows(
    desk: BodyClient, application: Application, operator: StaffMember, django_assert_max_num_queries: object
) -> None:
    copies(application, PAGE_SIZE, assignee_id=operator.pk)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert len(numbers(desk, "tab=all&text=nido&status=1900")) == PAGE_SIZE


def test_a_head_sees_the_whole_office_and_nothing_else(body: TestBody, application: Application) -> None:
    head = body.client(body.operator("Elena", role=Role.OFFICE_HEAD))
    second = sent_application(body, service=body.service("mensa"))
    assert set(numbers(head, "tab=all")) == {application.number, second.number}
    only_one = body.client(body.operator("Ivo", service=second.service))
    assert numbers(only_one, "tab=all") == [second.number]
    assert only_one.get(address("application", application)).status_code == 404
