"""What a form takes from the citizen's record, and what of it the citizen cannot change.

A component says so with `properties.prefill`. What the identity provider certifies is locked; contacts are
only proposed. A value the provider did not tell is neither.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from scrivania.citizens.models import Citizen
from scrivania.formio import Component, FormDefinition

_IDENTITY: dict[str, Callable[[Citizen], Any]] = {
    "spid.given_name": lambda citizen: citizen.given_name,
    "spid.family_name": lambda citizen: citizen.family_name,
    "spid.fiscal_code": lambda citizen: citizen.fiscal_code,
    "spid.birth_date": lambda citizen: citizen.birth_date,
    "spid.birth_place": lambda citizen: citizen.birth_place,
    "spid.gender": lambda citizen: citizen.gender,
}
_CONTACTS: dict[str, Callable[[Citizen], Any]] = {
    "spid.email": lambda citizen: citizen.email,
    "spid.phone": lambda citizen: citizen.phone,
    "spid.address": lambda citizen: citizen.address,
    "spid.digital_address": lambda citizen: citizen.digital_address,
}


def locked_values(definition: FormDefinition, citizen: Citizen) -> dict[str, Any]:
    """Certified values by component path."""
    return dict(_values(definition, citizen, _IDENTITY))


def initial_data(definition: FormDefinition, citizen: Citizen) -> dict[str, Any]:
    """Data of a new draft: certified values and proposed contacts. Prefilled components lie in no grid."""
    return dict(_values(definition, citizen, _IDENTITY | _CONTACTS))


def first_rows(definition: FormDefinition) -> dict[str, Any]:
    """The blank rows that a page shows before anyone wrote in them: the engine hides fields only in rows it
    was told of. A grid with a default gets its rows from that."""
    return {
        component.path: [{} for _ in range(component.least_rows)]
        for component in definition.inputs
        if component.has_rows and not component.raw.get("defaultValue")
    }


def _values(
    definition: FormDefinition, citizen: Citizen, sources: dict[str, Callable[[Citizen], Any]]
) -> Iterator[tuple[str, Any]]:
    for component in definition.inputs:
        source = sources.get((component.raw.get("properties") or {}).get("prefill", ""))
        value = source(citizen) if source else None
        if value:
            yield component.path, _as_value(component, value)


def _as_value(component: Component, value: Any) -> Any:
    if not isinstance(value, date):
        return value
    if component.type == "datetime":
        return value.isoformat()
    if component.type == "day" and not component.raw.get("dayFirst"):
        return value.strftime("%m/%d/%Y")
    return value.strftime("%d/%m/%Y")
