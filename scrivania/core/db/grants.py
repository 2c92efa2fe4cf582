"""Grants and row-level policies, set anew after every migrate: the one place that says who may touch what.

Roles: `scrivania_owner` owns all, `scrivania_app` serves requests and jobs, `scrivania_system` sweeps over
all bodies. The launcher makes them in an embedded cluster; elsewhere the database administrator does
(docs/install.md).
"""

from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connections, transaction
from django.db.models import Model

APP = "scrivania_app"
SYSTEM = "scrivania_system"

# Inside a sub-select the setting is read once a statement, not once a row.
_CURRENT = "(SELECT nullif(current_setting('scrivania.tenant', true), '')::uuid)"
_READ_ONLY = ("core_tenant", "core_tenanthost", "django_migrations", "django_content_type")


def is_tenant_model(model: type[Model]) -> bool:
    return any(field.name == "tenant" for field in model._meta.local_fields) and model._meta.managed


def tenant_models() -> list[type[Model]]:
    """Every model whose rows belong to a body, the host table apart: it is read to find the body."""
    return [m for m in apps.get_models() if is_tenant_model(m) and m._meta.label != "core.TenantHost"]


def append_only_tables() -> dict[str, bool]:
    """Table to whether the system role may delete its rows, at the end of a retention set by law."""
    return {
        m._meta.db_table: getattr(m, "retention_ends", False)
        for m in apps.get_models()
        if getattr(m, "append_only", False)
    }


def _policies(table: str) -> list[str]:
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS tenant ON "{table}"',
        f'CREATE POLICY tenant ON "{table}" TO {APP} USING (tenant_id = {_CURRENT})',
        f'DROP POLICY IF EXISTS system ON "{table}"',
        f'CREATE POLICY system ON "{table}" TO {SYSTEM} USING (true)',
    ]


def _grants(table: str, append_only: dict[str, bool]) -> list[str]:
    if table in _READ_ONLY:
        rights = {APP: "SELECT", SYSTEM: "SELECT, INSERT, UPDATE"}
    elif table in append_only:
        rights = dict.fromkeys((APP, SYSTEM), "SELECT, INSERT")
        if append_only[table]:
            rights[SYSTEM] += ", DELETE"
    else:
        rights = dict.fromkeys((APP, SYSTEM), "SELECT, INSERT, UPDATE, DELETE")
    return [
        statement
        for role, what in rights.items()
        for statement in (f'REVOKE ALL ON "{table}" FROM {role}', f'GRANT {what} ON "{table}" TO {role}')
    ]


def secure_database(*, using: str, **kwargs: Any) -> None:
    """Run by `post_migrate`, as the owner."""
    connection = connections[using]
    call_command("createcachetable", database=using, verbosity=0)
    append_only = append_only_tables()
    tables = connection.introspection.table_names()
    # One transaction: between a REVOKE and its GRANT the running site would find its tables closed.
    with transaction.atomic(using=using), connection.cursor() as cursor:
        # The cache holds counters and one-time codes: shared by processes, worth nothing after a crash.
        cursor.execute("ALTER TABLE core_cache SET UNLOGGED")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APP}, {SYSTEM}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}, {SYSTEM}")
        for table in tables:
            for statement in _grants(table, append_only):
                cursor.execute(statement)
        for model in tenant_models():
            for statement in _policies(model._meta.db_table):
                cursor.execute(statement)
