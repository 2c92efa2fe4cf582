"""One page of a form as nodes for the templates."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from scrivania.formio import Component, FieldError, FileLookup, FormDefinition
from scrivania.ui.steps.fields import FieldBuilder, help_of
from scrivania.ui.steps.markup import safe_html
from scrivania.ui.steps.names import control_id, rows_name
from scrivania.ui.steps.nodes import Content, Field, Group, Node, Problem, Row, Rows, StepView

MAX_ROWS = 100


def build_step(
    definition: FormDefinition,
    page_index: int,
    data: Mapping[str, Any],
    *,
    errors: Sequence[FieldError] = (),
    hidden: Collection[str] = (),
    locked: Mapping[str, Any] | None = None,
    files: FileLookup = lambda _: None,
) -> StepView:
    """`data` is a draft's, invalid values included; `errors` and `hidden` come from `formio.process`,
    `locked` holds by path the values shown as coming from SPID."""
    page = definition.pages[page_index]
    messages = {error.path: error.message for error in errors}
    builder = FieldBuilder(errors=messages, locked=locked or {}, files=files, triggers=definition.triggers)
    nodes = _Page(builder, messages, frozenset(hidden)).nodes(page.components, data, "")
    controls = list(_controls(nodes))
    return StepView(
        index=page_index,
        total=len(definition.pages),
        title=page.title,
        nodes=nodes,
        problems=_problems(controls, errors),
        dynamic=definition.dynamic,
        has_files=any(node.template == "ui/steps/file.html" for node in controls),
        has_required=any(node.required for node in controls),
    )


class _Page:
    def __init__(self, builder: FieldBuilder, errors: Mapping[str, str], hidden: frozenset[str]) -> None:
        self._builder = builder
        self._errors = errors
        self._hidden = hidden

    def nodes(
        self, components: Iterable[Component], data: Mapping[str, Any], prefix: str
    ) -> tuple[Node, ...]:
        return tuple(
            self._node(component, data, prefix)
            for component in components
            if prefix + component.key not in self._hidden and not is_never_shown(component)
        )

    def _node(self, component: Component, data: Mapping[str, Any], prefix: str) -> Node:
        path = prefix + component.key
        if component.has_rows:
            return self._rows(component, data.get(component.key), path)
        if component.is_input:
            return self._builder.build(component, path, data.get(component.key))
        if component.type in ("content", "htmlelement"):
            html = str(component.raw.get("html") or component.raw.get("content") or "")
            return Content("ui/steps/content.html", safe_html(html))
        return self._group(component, data, prefix)

    def _group(self, component: Component, data: Mapping[str, Any], prefix: str) -> Group:
        identifier = control_id(prefix + component.key)
        if component.type != "columns":
            title = str(component.raw.get("legend") or component.raw.get("title") or "")
            if component.type == "fieldset":
                title = title or component.label
            template = "ui/steps/group.html"
            return Group(template, identifier, title, self.nodes(component.children, data, prefix))
        by_key = {child.key: child for child in component.children}
        columns = []
        for column in component.raw.get("columns") or []:
            inside = [by_key[raw["key"]] for raw in column["components"] if raw["key"] in by_key]
            if nodes := self.nodes(inside, data, prefix):
                columns.append((int(column.get("width") or 6), nodes))
        return Group("ui/steps/columns.html", identifier, "", columns=tuple(columns))

    def _rows(self, grid: Component, value: Any, path: str) -> Rows:
        rows = [row if isinstance(row, Mapping) else {} for row in value] if isinstance(value, list) else []
        least = grid.least_rows
        most = min(int(grid.rules.get("maxLength") or MAX_ROWS), MAX_ROWS)
        rows += [{}] * (least - len(rows))
        shown = tuple(
            Row(
                number=number + 1,
                nodes=self.nodes(grid.children, row, f"{path}[{number}]."),
                remove=f"remove:{path}:{number}" if len(rows) > least else "",
            )
            for number, row in enumerate(rows)
        )
        return Rows(
            template="ui/steps/rows.html",
            id=control_id(path),
            path=path,
            label=grid.label,
            required=grid.required,
            help=help_of(grid),
            error=self._errors.get(path, ""),
            rows=shown,
            count_name=rows_name(path),
            add=f"add:{path}" if len(rows) < most else "",
            add_label=str(grid.raw.get("addAnother") or gettext("Add")),
        )


def is_never_shown(component: Component) -> bool:
    return component.type == "hidden" or bool(component.raw.get("hidden"))


def _controls(nodes: Iterable[Node]) -> Iterable[Field | Rows]:
    for node in nodes:
        if isinstance(node, Field):
            yield node
        elif isinstance(node, Rows):
            yield node
            for row in node.rows:
                yield from _controls(row.nodes)
        elif isinstance(node, Group):
            yield from _controls(node.nodes)
            for _, column in node.columns:
                yield from _controls(column)


def _problems(controls: Sequence[Field | Rows], errors: Sequence[FieldError]) -> tuple[Problem, ...]:
    """Errors in the order of the page; one that has no control here is listed without a place to go."""
    shown = [Problem(control.focus_id, control.error) for control in controls if control.error]
    paths = {control.path for control in controls}
    return (*shown, *(Problem("", error.message) for error in errors if error.path not in paths))
