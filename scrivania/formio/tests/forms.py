"""Short ways to write definitions and to run them as a citizen's submission."""

import json
from typing import Any

from scrivania.formio import EnginePool, FormDefinition, Result, process, publish


def field(kind: str = "textfield", key: str = "a", **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": key, "label": f"Field {key}", "input": True, **more}


def options(*values: str) -> list[dict[str, str]]:
    return [{"label": value.upper(), "value": value} for value in values]


def form(*components: dict[str, Any]) -> dict[str, Any]:
    return {"display": "form", "components": list(components)}


def submit(pool: EnginePool, components: list[dict[str, Any]], data: Any, **more: Any) -> Result:
    """Publishes, checking that nothing is to be mended, then processes."""
    published = publish(pool, form(*components))
    assert published.problems == ()
    return submit_unpublished(pool, published.definition["components"], data, **more)


def submit_unpublished(pool: EnginePool, components: list[dict[str, Any]], data: Any, **more: Any) -> Result:
    """As if what publishing refuses had come in all the same."""
    definition = form(*components)
    return process(pool, json.dumps(definition), FormDefinition.parse(definition), data, **more)


def rules_of(result: Result) -> dict[str, str]:
    return {error.path: error.rule for error in result.errors}
