"""Form definitions that tests use."""

from typing import Any


def text(key: str, label: str, **more: Any) -> dict[str, Any]:
    return {"type": "textfield", "key": key, "label": label, "input": True, **more}


def panel(key: str, title: str, *components: dict[str, Any]) -> dict[str, Any]:
    return {"type": "panel", "key": key, "title": title, "label": title, "input": False,
            "components": list(components)}  # fmt: skip


def wizard(*panels: dict[str, Any], title: str = "Iscrizione al nido") -> dict[str, Any]:
    return {"display": "wizard", "title": title, "components": list(panels)}


REQUIRED = {"required": True}

SMALL_FORM = wizard(
    panel(
        "applicant",
        "Chi fa domanda",
        text("given_name", "Nome", validate=REQUIRED, properties={"prefill": "spid.given_name"}),
        text("family_name", "Cognome", properties={"prefill": "spid.family_name"}),
        text("fiscal_code", "Codice fiscale", validate=REQUIRED, properties={"prefill": "spid.fiscal_code"}),
        {"type": "email", "key": "email", "label": "Email", "input": True, "validate": REQUIRED,
         "properties": {"prefill": "spid.email"}},
    ),
    panel(
        "household",
        "Bambine e bambini",
        {"type": "datagrid", "key": "children", "label": "Bambine e bambini", "input": True,
         "validate": {"minLength": 1},
         "components": [text("name", "Nome", validate=REQUIRED),
                        {"type": "number", "key": "age", "label": "Età in mesi", "input": True,
                         "validate": {"required": True, "min": 3, "max": 36}}]},
        {"type": "radio", "key": "isee", "label": "Hai un ISEE?", "input": True, "validate": REQUIRED,
         "values": [{"label": "Sì", "value": "yes"}, {"label": "No", "value": "no"}]},
        {"type": "currency", "key": "isee_value", "label": "Valore ISEE", "input": True, "validate": REQUIRED,
         "conditional": {"show": True, "when": "isee", "eq": "yes"}},
        {"type": "number", "key": "points", "label": "Punteggio", "input": True, "disabled": True,
         "calculateValue": "value = (data.children || []).length * 10", "calculateServer": True},
    ),
    panel(
        "papers",
        "Allegati",
        {"type": "file", "key": "paper", "label": "Attestazione", "input": True, "storage": "url",
         "filePattern": ".pdf,.png", "fileMaxSize": "10MB", "multiple": True},
        {"type": "textarea", "key": "notes", "label": "Note", "input": True,
         "validate": {"maxLength": 500}},
        {"type": "checkbox", "key": "truth", "label": "Dichiaro che è vero", "input": True,
         "validate": REQUIRED},
    ),
)  # fmt: skip

SMALL_DATA: dict[str, Any] = {
    "email": "giulia.ferrari@posta.example",
    "children": [{"name": "Sofia", "age": 14}],
    "isee": "yes",
    "isee_value": 8420.5,
    "truth": True,
}
