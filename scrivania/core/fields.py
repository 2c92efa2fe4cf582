"""Model fields shared by every package."""

from typing import Any

from django.db import models
from django.utils.translation import get_language


class TenantForeignKey(models.ForeignKey[Any, Any]):
    """A key to a row of the same body.

    The constraint is composite (`core.db.operations.TenantConstraints`); the index is the page's own, with
    tenant_id first.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs.setdefault("db_index", False)
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)


class TenantOneToOneField(models.OneToOneField[Any, Any]):
    """One row per row of the same body: the unique index serves the reverse look-up."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)


class Translated(dict[str, str]):
    """Text of a body in several languages; `it` is always there. Prints in the reader's language."""

    def __str__(self) -> str:
        return self.get((get_language() or "it")[:2]) or self.get("it", "")


class TranslatedField(models.JSONField):
    """JSONB object of language code to text, read as `Translated`. A plain string is taken as Italian."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        value = super().from_db_value(value, expression, connection)
        return value if value is None else Translated(value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            return Translated(it=value)
        return Translated(value or {})

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value({"it": value} if isinstance(value, str) else value)
