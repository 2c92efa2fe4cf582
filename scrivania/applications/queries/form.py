"""A draft's form, for the pages that fill it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scrivania.applications import forms
from scrivania.applications.models import Draft
from scrivania.applications.prefill import locked_values
from scrivania.citizens.models import Citizen
from scrivania.formio import FieldError, FileLookup, FormDefinition, Result


@dataclass(frozen=True, slots=True)
class OpenForm:
    """What a page shows of a form; nothing here asks the engine (`hidden`, `errors`: its last word)."""

    definition: FormDefinition
    hidden: frozenset[str]
    errors: tuple[FieldError, ...]
    locked: Mapping[str, Any]
    files: FileLookup

    def errors_on(self, index: int) -> list[FieldError]:
        """Those of a page, and those that no page holds."""
        return [error for error in self.errors if self.definition.page_of(error.path) in (index, None)]


def open_form(draft: Draft, citizen: Citizen) -> OpenForm:
    definition = forms.definition_of(draft.form_version)
    said = forms.Outcome.of(draft.outcome)
    locked = locked_values(definition, citizen)
    return OpenForm(definition, said.hidden, said.errors, locked, forms.DraftFiles(draft))


def answers_of(draft: Draft, citizen: Citizen, data: Mapping[str, Any]) -> tuple[dict[str, Any], Result]:
    """`data` with what the form computes from it, and what the engine says of it; nothing is saved.

    Raises FormBroken, EngineBusy.
    """
    result = forms.check(draft.form_version, citizen, data, draft)
    return forms.with_computed(forms.definition_of(draft.form_version), data, result), result
