"""Two bodies in one database: what the database itself lets each role see and do, asked in SQL."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection as django_connection
from django.db import models
from psycopg import errors, sql

from scrivania.core.db.grants import append_only_tables, tenant_models
from scrivania.core.fields import TenantForeignKey, TenantOneToOneField
from scrivania.testing import bodies
from scrivania.testing.database import empty_tables
from scrivania.testing.rows import WORD, Rows, fill

ONE, OTHER = (bodies._IDS[slug] for slug in ("montelieto", "castelfiorito"))
TABLES = sorted(model._meta.db_table for model in tenant_models())
APPEND_ONLY = sorted(append_only_tables())
# Append-only, but the system role removes what has reached the end of its term.
RETENTION_ENDS = {"citizens_signinlog"}
# Tables that belong to no body, and why nothing of one is in them.
SHARED = {
    "core_tenant": "the bodies themselves: names and public addresses",
    "core_tenanthost": "read to find the body, before it is known",
    "core_cache": "counters and one-time codes, keys name their body",
    "django_content_type": "names of models",
    "django_migrations": "names of migrations",
    "auth_group": "Django's, empty: roles are in access",
    "auth_group_permissions": "Django's, empty",
    "auth_permission": "names of permissions",
    "procrastinate_events": "job arguments are ids",
    "procrastinate_jobs": "job arguments are ids",
    "procrastinate_periodic_defers": "names of jobs and instants",
    "procrastinate_workers": "heartbeats",
}
# Functions that run as the owner: how each is called to find a row of the body given.
DEFINERS = {
    "applications_search": lambda rows: row_of(rows, "applications_application").number,
    "catalog_search": lambda rows: WORD,
}


@dataclass(frozen=True)
class Filled:
    one: Rows
    other: Rows


def row_of(rows: Rows, table: str) -> models.Model:
    return next(row for model, row in rows.items() if model._meta.db_table == table)


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[Filled]:
    bodies.ensure_bodies()
    with django_db_blocker.unblock():
        yield Filled(fill(ONE), fill(OTHER))
    empty_tables(os.environ["DATABASE_OWNER_URL"])
    bodies.ensure_bodies()


def connect(role: str, tenant: uuid.UUID | None = None) -> psycopg.Connection[Any]:
    """As a role, for a body or none; rolled back when closed."""
    connection = psycopg.connect(os.environ[f"DATABASE_{role}URL"])
    if tenant is not None:
        connection.execute("SELECT set_config('scrivania.tenant', %s, false)", [str(tenant)])
    return connection


APP, SYSTEM, OWNER = "", "SYSTEM_", "OWNER_"


def seen(connection: psycopg.Connection[Any], table: str) -> set[uuid.UUID]:
    query = sql.SQL("SELECT DISTINCT tenant_id FROM {}").format(sql.Identifier(table))
    return {tenant for (tenant,) in connection.execute(query)}


def refused(connection: psycopg.Connection[Any], statement: sql.Composed, *values: Any) -> bool:
    """Whether the database refuses it for lack of right; any other outcome is undone."""
    connection.execute("SAVEPOINT attempt")
    try:
        connection.execute(statement, values)
    except errors.InsufficientPrivilege:
        return True
    finally:
        connection.execute("ROLLBACK TO SAVEPOINT attempt")
    return False


def test_every_table_is_a_body_s_own_or_listed(filled: Filled) -> None:
    with connect(OWNER) as connection:
        all_tables = {name for (name,) in connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}  # fmt: skip
        with_tenant = {name for (name,) in connection.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'tenant_id'")}  # fmt: skip
    assert with_tenant - {"core_tenanthost"} == set(TABLES)
    assert all_tables - set(TABLES) == set(SHARED)


def test_every_body_s_table_has_its_policies(filled: Filled) -> None:
    with connect(OWNER) as connection:
        secured = {name for (name,) in connection.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity")}  # fmt: skip
        policies = {(table, policy, roles[0]) for table, policy, roles in connection.execute(
            "SELECT tablename, policyname, roles FROM pg_policies")}  # fmt: skip
    assert secured == set(TABLES)
    assert policies == {
        (table, policy, role)
        for table in TABLES
        for policy, role in (("tenant", "scrivania_app"), ("system", "scrivania_system"))
    }


@pytest.mark.parametrize("table", TABLES)
def test_a_body_sees_its_own_rows_only(filled: Filled, table: str) -> None:
    for tenant in (ONE, OTHER):
        with connect(APP, tenant) as connection:
            assert seen(connection, table) == {tenant}
    with connect(APP) as connection:
        assert seen(connection, table) == set()
    with connect(SYSTEM) as connection:
        assert seen(connection, table) == {ONE, OTHER}


@pytest.mark.parametrize("table", TABLES)
def test_a_body_writes_its_own_rows_only(filled: Filled, table: str) -> None:
    name = sql.Identifier(table)
    others = sql.SQL("UPDATE {} SET tenant_id = tenant_id WHERE tenant_id = %s").format(name)
    moving = sql.SQL("UPDATE {} SET tenant_id = %s").format(name)
    removing = sql.SQL("DELETE FROM {} WHERE tenant_id = %s").format(name)
    with connect(APP, ONE) as connection:
        assert insert_refused(connection, filled.one, table)
        assert refused(connection, moving, OTHER)
        if table not in APPEND_ONLY:
            assert connection.execute(others, [OTHER]).rowcount == 0
            assert connection.execute(removing, [OTHER]).rowcount == 0
    with connect(APP) as connection:
        assert insert_refused(connection, filled.one, table)


def insert_refused(connection: psycopg.Connection[Any], rows: Rows, table: str) -> bool:
    """A copy of our own row, made out to the other body."""
    model = type(row_of(rows, table))
    columns = [field.column for field in model._meta.local_fields]
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    values = [
        OTHER if field.column == "tenant_id" else field.get_db_prep_save(
            getattr(row_of(rows, table), field.attname), django_connection
        )
        for field in model._meta.local_fields
    ]  # fmt: skip
    places = sql.SQL(", ").join([sql.Placeholder()] * len(columns))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), names, places)
    return refused(connection, statement, *values)


FOREIGN_KEYS = sorted(
    (model._meta.db_table, field.column)
    for model in tenant_models()
    for field in model._meta.local_fields
    if isinstance(field, TenantForeignKey | TenantOneToOneField)
)


@pytest.mark.parametrize(("table", "column"), FOREIGN_KEYS)
def test_no_row_hangs_from_another_body_s(filled: Filled, table: str, column: str) -> None:
    """Even for the owner, whom no policy binds."""
    model = type(row_of(filled.one, table))
    parent = next(f for f in model._meta.local_fields if f.column == column).related_model
    query = sql.SQL("UPDATE {} SET {} = %s WHERE tenant_id = %s").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    with connect(OWNER) as connection:
        # What else would refuse it must not hide that the key does.
        for statement in (
            "ALTER TABLE {} DISABLE TRIGGER USER",
            "ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}",
        ):
            connection.execute(
                sql.SQL(statement).format(sql.Identifier(table), sql.Identifier(f"{table}_{column}_key"))
            )
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(errors.ForeignKeyViolation):
            connection.execute(query, [filled.other[parent].pk, ONE])
        connection.rollback()


def test_every_key_between_a_body_s_rows_is_composite(filled: Filled) -> None:
    """Plain ones are checked past row-level security: they would take another body's row."""
    with connect(OWNER) as connection:
        keys = connection.execute(
            "SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, ("
            "  SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(c.conkey)"
            "  WITH ORDINALITY k(number, place) JOIN pg_attribute a"
            "  ON a.attrelid = c.conrelid AND a.attnum = k.number)"
            " FROM pg_constraint c WHERE c.contype = 'f'"
        ).fetchall()
    composite = {
        (table, columns[1]) for table, _, columns in keys if columns[0] == "tenant_id" and columns[1:]
    }
    assert composite == set(FOREIGN_KEYS)
    plain = {(table, target) for table, target, columns in keys if len(columns) == 1 and target in TABLES}
    assert plain == set()


def test_every_key_to_a_body_s_row_is_declared_as_such() -> None:
    undeclared = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model in tenant_models()
        and not isinstance(field, TenantForeignKey | TenantOneToOneField)
    ]
    assert undeclared == []


@pytest.mark.parametrize("role", [APP, SYSTEM])
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_past_is_not_rewritten(filled: Filled, table: str, role: str) -> None:
    statements = ["UPDATE {} SET tenant_id = tenant_id", "TRUNCATE {}"]
    if role == APP or table not in RETENTION_ENDS:
        statements.append("DELETE FROM {}")
    with connect(role, ONE) as connection:
        for statement in statements:
            assert refused(connection, sql.SQL(statement).format(sql.Identifier(table)))
        assert seen(connection, table) >= {ONE}


def test_audit_and_history_are_append_only() -> None:
    assert set(APPEND_ONLY) >= {
        "core_auditentry",
        "applications_applicationevent",
        "catalog_serviceextension",
        "citizens_signinlog",
    }


@pytest.mark.parametrize("role", [APP, SYSTEM])
def test_no_table_can_be_emptied_or_changed_in_shape(filled: Filled, role: str) -> None:
    with connect(role, ONE) as connection:
        for table in [*TABLES, *SHARED]:
            assert refused(connection, sql.SQL("TRUNCATE {} CASCADE").format(sql.Identifier(table)))
            assert refused(connection, sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(
                sql.Identifier(table)))  # fmt: skip
        assert refused(connection, sql.SQL("CREATE TABLE public.mine ()").format())


def test_the_bodies_themselves_are_not_the_application_s_to_change(filled: Filled) -> None:
    with connect(APP, ONE) as connection:
        for table in ("core_tenant", "core_tenanthost"):
            assert refused(connection, sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


def definers() -> set[str]:
    query = "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    with connect(OWNER) as connection:
        return {name for (name,) in connection.execute(query)}


def test_functions_of_the_owner_show_each_body_its_own(filled: Filled) -> None:
    assert definers() == set(DEFINERS)
    for name, argument in DEFINERS.items():
        query = sql.SQL("SELECT f.* FROM {}(%s) f").format(sql.Identifier(name))
        own = {row.pk for row in filled.one.values()}
        with connect(APP, ONE) as connection:
            found = {row[0] for row in connection.execute(query, [argument(filled.one)])}
            assert found
            assert found <= own
            theirs = {row[0] for row in connection.execute(query, [argument(filled.other)])}
            assert theirs <= own
        with connect(APP) as connection:
            assert connection.execute(query, [argument(filled.one)]).fetchall() == []


def test_functions_of_the_owner_have_a_fixed_path_and_are_not_everyone_s(filled: Filled) -> None:
    with connect(OWNER) as connection:
        for name, settings, everyone in connection.execute(
            "SELECT proname, proconfig, has_function_privilege('public', oid, 'EXECUTE') FROM pg_proc"
            " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        ):
            assert any(value.startswith("search_path=") for value in settings), name
            assert not everyone, name
