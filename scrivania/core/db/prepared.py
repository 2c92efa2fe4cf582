"""Querysets compiled once in a process, for the few reads that every request makes.

Compiling a join of three or four models costs Django ten times the CPU of running it (docs/adr/0013).
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.query import get_related_populators  # type: ignore[attr-defined]

from scrivania.core.tenancy import current_tenant_id, tenant_context

_M = TypeVar("_M", bound=models.Model)


class Prepared(Generic[_M]):
    """The queryset that `build` makes of `samples`, run with other values in their place.

    Samples must be unlike each other and of the type that the values will have; the body at work is one of
    the values by itself.
    """

    def __init__(self, build: Callable[..., models.QuerySet[_M]], *, tenant: Any, **samples: Any) -> None:
        self._build = build
        self._samples = samples | {"tenant": tenant}
        self._compiled: _Compiled | None = None

    def first(self, **values: Any) -> _M | None:
        """The first row that matches, with its related rows, or None. One statement."""
        if self._compiled is None:
            self._compiled = _Compiled(self._build, self._samples)
        found: _M | None = self._compiled.first(values | {"tenant": current_tenant_id()})
        return found


class _Compiled:
    """SQL, the order of its values, and what turns a row into models."""

    def __init__(self, build: Callable[..., models.QuerySet[Any]], samples: dict[str, Any]) -> None:
        names = {value: name for name, value in samples.items()}
        arguments = {name: value for name, value in samples.items() if name != "tenant"}
        with tenant_context(samples["tenant"]):
            query = build(**arguments)[:1].query
            compiler = query.get_compiler(connection=connection)
            self._sql, params = compiler.as_sql()
        self._order = [names.get(value, value) for value in params]
        self._is_name = [value in names for value in params]
        self._converters = compiler.get_converters([column[0] for column in compiler.select])
        klass_info = compiler.klass_info
        positions = klass_info["select_fields"]
        self._model = klass_info["model"]
        self._fields = slice(positions[0], positions[-1] + 1)
        self._names = [compiler.select[i][0].target.attname for i in positions]
        self._related = get_related_populators(klass_info, compiler.select, connection.alias)

    def first(self, values: dict[str, Any]) -> Any:
        params = [
            values[given] if is_name else given
            for given, is_name in zip(self._order, self._is_name, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            found = cursor.fetchone()
        if found is None:
            return None
        row = list(found)
        for position, (converters, expression) in self._converters.items():
            for converter in converters:
                row[position] = converter(row[position], expression, connection)
        instance = self._model.from_db(connection.alias, self._names, row[self._fields])
        for populator in self._related:
            populator.populate(row, instance)
        return instance
