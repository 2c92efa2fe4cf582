"""Managers of models whose rows belong to a body."""

from typing import Any, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from scrivania.core.tenancy import current_tenant_id

_M = TypeVar("_M", bound=models.Model)


class CurrentTenant(models.Expression):
    """The body at work, read when SQL is compiled: a queryset may be built before the body is known."""

    output_field = models.UUIDField()

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, list[Any]]:
        return "%s", [current_tenant_id()]


class TenantManager(models.Manager[_M]):
    """Only the rows of the body at work; raises NoTenant where there is none."""

    def get_queryset(self) -> models.QuerySet[_M]:
        return super().get_queryset().filter(tenant_id=CurrentTenant())


class UnscopedManager(models.Manager[_M]):
    """Every row the database lets through. Each use is listed in `tests/test_unscoped.py`."""
