"""Forms: form.io definitions checked, published, and run on what citizens send.

Knows no model of the program: callers bring definitions, data, locked values and a lookup of files.

    published = publish(pool, definition)          # at publish: .problems must be empty
    form = definitions.get(form_key, load)         # parsed once per version and process
    result = process(pool, form_key, form, data, locked=..., files=...)

`form_key` is any text that names tenant and form version, for example "<tenant id>:<version id>".
"""

from scrivania.formio.definition import Component, FormDefinition, Option, Page, definitions, template
from scrivania.formio.engine.pool import EnginePool, shared_pool
from scrivania.formio.errors import EngineBusy, Failure, FormBroken
from scrivania.formio.lines import process_lines
from scrivania.formio.lint.problems import Problem
from scrivania.formio.overlay.cleaning import FieldError
from scrivania.formio.overlay.uploads import FileLookup, TrustedFile, max_size, patterns
from scrivania.formio.overlay.values import ROME, decimal_places, parse_number
from scrivania.formio.publish import PublishedForm, publish
from scrivania.formio.submission import Result, process

__all__ = [
    "ROME",
    "Component",
    "EngineBusy",
    "EnginePool",
    "Failure",
    "FieldError",
    "FileLookup",
    "FormBroken",
    "FormDefinition",
    "Option",
    "Page",
    "Problem",
    "PublishedForm",
    "Result",
    "TrustedFile",
    "decimal_places",
    "definitions",
    "max_size",
    "parse_number",
    "patterns",
    "process",
    "process_lines",
    "publish",
    "shared_pool",
    "template",
]
