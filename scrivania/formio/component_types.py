"""The form.io component types this program serves, and where their value lives."""

INPUTS = frozenset(
    {
        "checkbox",
        "currency",
        "datagrid",
        "datetime",
        "day",
        "email",
        "file",
        "hidden",
        "number",
        "phoneNumber",
        "radio",
        "select",
        "selectboxes",
        "textarea",
        "textfield",
    }
)
# Their children's values lie beside their own key, not under it.
LAYOUTS = frozenset({"columns", "fieldset", "panel", "well"})
CONTENTS = frozenset({"content", "htmlelement"})
# The builder adds a submit button to every form; our pages bring their own.
IGNORED = frozenset({"button"})

TEXTS = frozenset({"email", "hidden", "phoneNumber", "textarea", "textfield"})
NUMBERS = frozenset({"currency", "number"})
CHOICES = frozenset({"radio", "select", "selectboxes"})
# Types whose `multiple` makes the value a list; the others are refused at publish.
MULTIPLE = frozenset({"email", "file", "number", "phoneNumber", "select", "textfield"})
