"""Developer's tool: parity cases, one JSON a line, the same at every run.

Forms: a wizard of sixty components made here, one small form for each component and rule, and the demo's
own. Data: mostly plausible, some of the wrong type, out of range, missing or unknown.
"""

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parents[2] / "scrivania" / "demo" / "forms"
VARIANTS = 30
TEXTS = [
    "x",
    "Nicolò",
    "RSSMRA80A01L378X",
    "38122",
    "a@b.it",
    "A.B@C.IT",
    "no@",
    "+39 333 123456",
    "  two  words ",
    "😀 مرحبا",
    "y" * 80,
    "<b>x</b>",
    "{{data.b}}",
    "IT60X0542811101000000123456",
]
# Far from today on both sides: the expected answers must not age.
DATES = ["2001-02-28T00:00:00+01:00", "2059-06-30T00:00:00+02:00", "2060-01-01", "not a date"]
DAYS = ["01/01/1980", "28/02/2060", "31/02/1999", "00/00/0000", "13/13/2013", ""]
ITALIAN = "valid = !input || input.slice(0, 2) === 'IT' ? true : 'Not Italian';"
AFTER = "valid = !input || new Date(input) > new Date(data.since) ? true : 'Late';"
ODD: list[Any] = ["", None, 7, -1, 3.5, 10**9, True, False, [], ["a", "b"], {}, {"a": True}, "7"]


def component(kind: str, key: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": key, "label": key, "input": True, **more}


def panel(key: str, *components: dict[str, Any]) -> dict[str, Any]:
    return {"type": "panel", "key": key, "title": key, "input": False, "components": list(components)}


def options(*values: str) -> list[dict[str, str]]:
    return [{"label": value, "value": value} for value in values]


def rules(**more: Any) -> dict[str, Any]:
    return {"validate": more}


def wizard() -> dict[str, Any]:
    """Four pages, sixty components, every kind of condition and computation."""
    text = [
        component("textfield", f"t{n}", **rules(required=n % 2 == 0, maxLength=20 + n)) for n in range(18)
    ]
    numbers = [component("number", f"n{n}", **rules(min=n, max=100 * n + 10)) for n in range(10)]
    asked = component("radio", "asked", values=options("yes", "no", "1"), **rules(onlyAvailableItems=True))
    shown = [
        component(
            "textfield", "s1", customConditional="show = data.asked === 'yes';", **rules(required=True)
        ),
        component(
            "textfield", "s2", conditional={"show": True, "when": "asked", "eq": "no"}, **rules(required=True)
        ),
        component(
            "textfield", "s3", conditional={"json": {"==": [{"var": "data.n1"}, 7]}}, **rules(minLength=3)
        ),
        component(
            "textfield",
            "s4",
            conditional={
                "show": True,
                "conjunction": "all",
                "conditions": [{"component": "n1", "operator": "isGreaterThan", "value": 3}],
            },
            clearOnHide=False,
        ),
    ]
    grid = component(
        "datagrid",
        "rows",
        components=[
            component("textfield", "name", **rules(required=True)),
            component("number", "age", **rules(min=0, max=30)),
            component("checkbox", "needs"),
            component("textfield", "help", customConditional="show = row.needs;", **rules(required=True)),
            component(
                "select", "school", data={"values": options("a", "b")}, **rules(onlyAvailableItems=True)
            ),
        ],
    )
    computed = [
        component(
            "number", "sum", calculateServer=True, calculateValue="value = (data.n1 || 0) + (data.n2 || 0);"
        ),
        component(
            "number",
            "minors",
            calculateServer=True,
            calculateValue={
                "reduce": [
                    {"var": "data.rows"},
                    {"+": [{"var": "accumulator"}, {"if": [{"<": [{"var": "current.age"}, 18]}, 1, 0]}]},
                    0,
                ]
            },
        ),
        component(
            "currency", "fee", calculateServer=True, calculateValue="value = (data.rows || []).length * 12.5;"
        ),
        component("number", "kept", calculateValue="value = 5;"),
    ]
    judged = [
        component("textfield", "iban", **rules(custom=ITALIAN)),
        component(
            "number", "isee", **rules(json={"if": [{"<": [{"var": "data.isee"}, 200]}, True, "Too high"]})
        ),
        component("datetime", "until", **rules(custom=AFTER)),
    ]
    rest = [component(kind, key, **more) for kind, key, more in kinds()]
    return {
        "display": "wizard",
        "components": [
            panel("p1", *text),
            panel("p2", asked, *numbers, *shown),
            panel("p3", grid, *computed),
            panel("p4", component("datetime", "since"), *judged, *rest),
        ],
    }


def kinds() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each component type and rule once."""
    yield "textfield", "pattern", rules(pattern="^[0-9]{5}$", required=True)
    yield "textfield", "words", rules(minWords=2, maxWords=3)
    yield "textfield", "lengths", rules(minLength=3, maxLength=10, customMessage="Three to ten")
    yield "textfield", "mask", {"inputMask": "99-99"}
    yield "textfield", "many", {"multiple": True, **rules(required=True, maxLength=9)}
    yield "textfield", "spaces", {"truncateMultipleSpaces": True}
    yield "textfield", "preset", {"defaultValue": "as usual"}
    yield "textarea", "long", rules(maxLength=60)
    yield "email", "email", rules(required=True)
    yield "phoneNumber", "phone", rules(pattern=r"^\+?[0-9 ]{6,20}$")
    yield "number", "whole", rules(required=True, min=1, max=9)
    yield "currency", "money", rules(min=0)
    yield "checkbox", "agreed", rules(required=True)
    listed = {"onlyAvailableItems": True}
    yield "radio", "choice", {"values": options("a", "b", "7"), **rules(**listed, required=True)}
    yield "select", "option", {"data": {"values": options("a", "b", "7")}, **rules(**listed)}
    yield "select", "several", {"multiple": True, "data": {"values": options("a", "b")}, **rules(**listed)}
    yield "selectboxes", "ticks", {"values": options("a", "b"), **rules(**listed, minSelectedCount=1)}
    yield "day", "born", {"dayFirst": True, "minYear": "1900", "maxYear": "2030", **rules(required=True)}
    yield "datetime", "when", {"widget": {"minDate": "2010-01-01"}, **rules(required=True)}
    yield "file", "paper", {"multiple": True, **rules(required=True)}
    yield "hidden", "secret", {"calculateServer": True, "calculateValue": "value = 'computed';"}
    yield "textfield", "out", {"hidden": True, **rules(required=True)}
    yield (
        "textfield",
        "logical",
        {
            "logic": [
                {
                    "name": "l",
                    "trigger": {"type": "javascript", "javascript": "result = data.agreed === true;"},
                    "actions": [
                        {
                            "name": "r",
                            "type": "property",
                            "property": {"value": "validate.required", "type": "boolean"},
                            "state": True,
                        }
                    ],
                }
            ]
        },
    )


def forms() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "wizard", wizard()
    for kind, key, more in kinds():
        yield key, {"components": [component(kind, key, **more)]}
        row = component("datagrid", "rows", components=[component(kind, key, **more)])
        yield f"rows of {key}", {"components": [row]}
    for path in sorted(DEMO.glob("[a-z]*.json")):
        yield path.stem, json.loads(path.read_text("utf-8"))


def plausible(chance: random.Random, raw: dict[str, Any]) -> Any:
    values = raw.get("values") or (raw.get("data") or {}).get("values") or [{"value": "a"}]
    one = chance.choice(values)["value"]
    match raw["type"]:
        case "number" | "currency":
            return chance.choice([0, 1, 7, 50, 3.5, 1000])
        case "checkbox":
            return chance.random() < 0.7
        case "radio":
            return one
        case "select":
            return [one] if raw.get("multiple") else one
        case "selectboxes":
            return {str(v["value"]): chance.random() < 0.5 for v in values}
        case "day":
            return chance.choice(DAYS)
        case "datetime":
            return chance.choice(DATES)
        case "file":
            return [{"name": "a.pdf", "size": 10, "type": "application/pdf", "url": "/x"}]
    return [chance.choice(TEXTS)] if raw.get("multiple") else chance.choice(TEXTS)


def fill(chance: random.Random, components: list[dict[str, Any]], data: dict[str, Any]) -> dict[str, Any]:
    for raw in components:
        columns = [component for column in raw.get("columns", []) for component in column["components"]]
        inside = [*raw.get("components", []), *columns]
        fate = chance.random()
        if raw["type"] == "datagrid":
            data[raw["key"]] = [fill(chance, inside, {}) for _ in range(chance.randrange(4))]
        elif inside:
            fill(chance, inside, data)
        elif fate < 0.75:
            data[raw["key"]] = plausible(chance, raw)
        elif fate < 0.88:
            data[raw["key"]] = chance.choice(ODD)
    return data


def main() -> None:
    chance = random.Random(2803)  # noqa: S311 - repeatable on purpose
    for name, form in forms():
        for number in range(VARIANTS if len(form["components"]) > 1 else VARIANTS // 5):
            data = fill(chance, form["components"], {})
            if chance.random() < 0.2:
                data["unknown"] = {"__proto__": 1, "deep": [1, {"a": None}]}
            case = {"name": name, **({"form": form} if number == 0 else {}), "data": data}
            sys.stdout.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
