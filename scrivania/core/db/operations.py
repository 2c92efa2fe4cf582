"""Migration operation: foreign keys that cannot point into another body's rows."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model

from scrivania.core.fields import TenantForeignKey, TenantOneToOneField


def _key_name(table: str) -> str:
    return f"{table[:48]}_tenant_key"


class TenantConstraints(Operation):
    """Gives a body's table UNIQUE (tenant_id, id) and each TenantForeignKey its composite constraint.

    PostgreSQL checks plain foreign keys past row-level security, so a key on `id` alone would accept
    another body's row.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, fields: tuple[str, ...] | None = None) -> None:
        self.model_name = model_name
        self.fields = fields

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kwargs: dict[str, Any] = {"model_name": self.model_name}
        if self.fields is not None:
            kwargs["fields"] = self.fields
        return self.__class__.__qualname__, [], kwargs

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def _foreign_keys(self, model: type[Model]) -> list[TenantForeignKey | TenantOneToOneField]:
        return [
            field
            for field in model._meta.local_fields
            if isinstance(field, TenantForeignKey | TenantOneToOneField)
            and (self.fields is None or field.name in self.fields)
        ]

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        if self.fields is None:
            schema_editor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{_key_name(table)}" UNIQUE (tenant_id, id)'
            )
        for field in self._foreign_keys(model):
            target = field.remote_field.model._meta.db_table
            schema_editor.execute(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table[:30]}_{field.column[:24]}_fk" '
                f'FOREIGN KEY (tenant_id, "{field.column}") REFERENCES "{target}" (tenant_id, id) '
                "DEFERRABLE INITIALLY DEFERRED"
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        for field in self._foreign_keys(model):
            schema_editor.execute(
                f'ALTER TABLE "{table}" DROP CONSTRAINT "{table[:30]}_{field.column[:24]}_fk"'
            )
        if self.fields is None:
            schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{_key_name(table)}" CASCADE')

    def describe(self) -> str:
        return f"Bind the keys of {self.model_name} to its body"
