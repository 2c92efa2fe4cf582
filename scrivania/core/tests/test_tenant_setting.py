"""The database knows the body at work as we do, at every statement, and is told no oftener than needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scrivania.core.db.base import DatabaseWrapper
from scrivania.core.models import AuditEntry, StoredFile
from scrivania.core.tenancy import NoTenant, set_tenant, tenant_context, tenant_id_or_none
from scrivania.testing.bodies import TestBody


def database_s_body() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('scrivania.tenant', true)")
        return str(cursor.fetchone()[0])


def assert_same() -> None:
    assert database_s_body() == str(tenant_id_or_none() or "")


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """How often the setting is sent within the block."""
    sent: list[str] = []
    original = DatabaseWrapper._send_tenant

    def send(wrapper: DatabaseWrapper) -> None:
        sent.append(str(tenant_id_or_none()))
        original(wrapper)

    with monkeypatch.context() as patch:
        patch.setattr(DatabaseWrapper, "_send_tenant", send)
        yield sent


def test_sent_only_when_it_differs(body: TestBody, other_body: TestBody, monkeypatch) -> None:
    assert_same()
    with counted(monkeypatch) as sent:
        for _ in range(3):
            assert_same()
        assert sent == []
        with other_body.here():
            for _ in range(3):
                assert_same()
        assert_same()
    assert sent == [str(other_body.tenant.pk), str(body.tenant.pk)]


def test_sent_before_a_transaction_it_outlives_its_rollback(
    transactional_db, body: TestBody, other_body: TestBody, monkeypatch
) -> None:
    with other_body.here():
        with transaction.atomic():
            assert_same()
            transaction.set_rollback(True)
        assert_same()
    assert_same()


def test_a_new_connection_knows_nothing_and_is_told(transactional_db, body: TestBody) -> None:
    assert_same()
    connection.close()
    assert_same()


def test_a_savepoint_rolled_back_takes_back_what_was_sent_since(body: TestBody, other_body: TestBody) -> None:
    """`set_tenant` is not undone with the block, as `tenant_context` is."""
    assert_same()
    with transaction.atomic():
        set_tenant(other_body.tenant.pk)
        assert_same()
        transaction.set_rollback(True)
    assert_same()
    set_tenant(body.tenant.pk)


BODIES = st.sampled_from(["one", "other", "none"])
STEPS: Any = st.recursive(
    st.one_of(st.just(("ask",)), st.tuples(st.just("switch"), BODIES)),
    lambda steps: st.one_of(
        st.tuples(st.just("within"), BODIES, st.lists(steps, max_size=4)),
        st.tuples(st.just("atomic"), st.booleans(), st.lists(steps, max_size=4)),
    ),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(program=st.lists(STEPS, max_size=6))
@example(program=[("atomic", False, [("switch", "other")]), ("switch", "other")])
@example(program=[("atomic", True, [("atomic", False, [("switch", "other")]), ("switch", "other")])])
def test_after_any_nesting_of_bodies_and_rollbacks_both_know_the_same(
    transactional_db, body: TestBody, other_body: TestBody, program: list[Any]
) -> None:
    ids = {"one": body.tenant.pk, "other": other_body.tenant.pk, "none": None}

    def run(steps: list[Any]) -> None:
        for step in steps:
            match step:
                case ("switch", name):
                    with tenant_context(ids[name]):
                        assert_same()
                case ("within", name, inner):
                    with tenant_context(ids[name]):
                        run(inner)
                case ("atomic", keeps, inner):
                    with transaction.atomic():
                        run(inner)
                        transaction.set_rollback(not keeps)
                case _:
                    assert_same()

    run(program)


class TestNoTenant:
    def test_a_query_may_be_built_where_no_body_is_known(self, body: TestBody) -> None:
        with tenant_context(None):
            built = StoredFile.objects.filter(name="x").exclude(size=3).order_by("pk")[:5]
        assert list(built) == []

    def test_but_not_run(self, body: TestBody) -> None:
        built = StoredFile.objects.filter(name="x")
        with tenant_context(None):
            for run in (list, lambda q: q.count(), lambda q: q.exists(), lambda q: q.update(name="y"), str):
                with pytest.raises(NoTenant):
                    run(built.all() if run is not str else built.query)

    def test_it_runs_for_the_body_of_its_running(self, body: TestBody, other_body: TestBody) -> None:
        query = AuditEntry.objects.filter(action="test.here")
        with other_body.here():
            AuditEntry.objects.create(action="test.here")
        assert query.count() == 0
        with other_body.here():
            assert query.count() == 1

    def test_nothing_is_written_for_nobody(self, body: TestBody) -> None:
        with tenant_context(None), pytest.raises(NoTenant):
            AuditEntry.objects.create(action="test.nobody")
