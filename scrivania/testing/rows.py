"""One row of every kind for a body, made of the models' fields: a new model is covered from its birth."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import models

from scrivania.core import clock
from scrivania.core.db.grants import tenant_models
from scrivania.core.fields import TenantForeignKey, TenantOneToOneField, TranslatedField
from scrivania.core.ids import uuid7

WORD = "parola"
Rows = dict[type[models.Model], models.Model]

# The first class that a field is of tells its value.
_VALUES: dict[type[Any], Callable[[Any], Any]] = {
    TranslatedField: lambda field: {"it": WORD},
    models.JSONField: lambda field: {},
    models.UUIDField: lambda field: uuid7(),
    models.BinaryField: lambda field: b"bytes",
    models.BooleanField: lambda field: True,
    models.DateTimeField: lambda field: clock.now(),
    models.DateField: lambda field: clock.today(),
    models.IntegerField: lambda field: 1,
    models.CharField: lambda field: uuid7().hex[-min(field.max_length, 32) :],
    models.TextField: lambda field: WORD,
}


def fill(tenant_id: uuid.UUID) -> Rows:
    """A row in each of a body's tables, written and committed by the system role."""
    rows: Rows = {}
    for model in tenant_models():
        _row(model, tenant_id, rows)
    return rows


def _row(model: type[models.Model], tenant_id: uuid.UUID, rows: Rows) -> models.Model:
    if model not in rows:
        fields = [field for field in model._meta.local_fields if field.name != "tenant"]
        values = {field.attname: _value(field, tenant_id, rows) for field in fields}
        row = model(tenant_id=tenant_id, **values)
        row.save(using="system", force_insert=True)
        rows[model] = row
    return rows[model]


def _value(field: Any, tenant_id: uuid.UUID, rows: Rows) -> Any:
    if isinstance(field, TenantForeignKey | TenantOneToOneField):
        parent: type[models.Model] = field.remote_field.model
        return None if parent is field.model else _row(parent, tenant_id, rows).pk
    if field.choices:
        return field.flatchoices[0][0]
    return next(make(field) for kind, make in _VALUES.items() if isinstance(field, kind))
