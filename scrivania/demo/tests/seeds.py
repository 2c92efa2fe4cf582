"""Runs the demo's applications through their forms, as their citizens would."""

from datetime import date, datetime, timedelta
from typing import Any

from scrivania.core import clock
from scrivania.demo.tests.content import CITIZENS, FORMS, LOCKED, SERVICES, components
from scrivania.formio import EnginePool, FormDefinition, Result, TrustedFile, process

BY_CODE = {citizen["fiscal_code"]: citizen for citizen in CITIZENS}


def instant(offset: str) -> datetime:
    days, _, at = offset.partition(" ")
    moment = clock.local(clock.now()) + timedelta(days=int(days.removesuffix("d")))
    return moment.replace(hour=int(at[:2]), minute=int(at[3:])) if at else moment


def resolved(value: Any, submitted: date) -> Any:
    if isinstance(value, dict) and value.keys() & {"$date", "$datetime"}:
        days, _, at = next(iter(value.values())).partition(" ")
        day = submitted + timedelta(days=int(days.removesuffix("d")))
        return f"{day.isoformat()}T{at}:00" if at else day.isoformat()
    if isinstance(value, dict):
        return {name: resolved(inside, submitted) for name, inside in value.items()}
    return [resolved(inside, submitted) for inside in value] if isinstance(value, list) else value


def prefilled(form: dict[str, Any], citizen: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the citizen's identity locks, and what it proposes."""
    born = date.fromisoformat(citizen["date_of_birth"]).strftime("%d/%m/%Y")
    told = {
        "spid.given_name": citizen["name"],
        "spid.family_name": citizen["family_name"],
        "spid.fiscal_code": citizen["fiscal_code"],
        "spid.birth_date": born,
        "spid.birth_place": citizen["place_of_birth"],
        "spid.email": citizen["email"],
        "spid.phone": citizen["mobile_phone"],
        "spid.address": citizen["address"],
        "spid.digital_address": citizen["digital_address"],
    }
    sources = {c["key"]: c["properties"]["prefill"] for c in components(form) if "properties" in c}
    known = {name: told[source] for name, source in sources.items() if told[source]}
    locked = {name: value for name, value in known.items() if sources[name] in LOCKED}
    return locked, known


def checked(pool: EnginePool, application: dict[str, Any], **changes: Any) -> Result:
    """`changes` are answers given in place of the application's own."""
    name = SERVICES[application["service"]]["form"]
    locked, known = prefilled(FORMS[name], BY_CODE[application["citizen"]])
    submitted = instant(application["created_at"]).date()
    data = known | resolved(application["data"], submitted)
    files = {field: [file["name"] for file in given] for field, given in application["files"].items()}
    definition = FormDefinition.parse(FORMS[name])
    data |= files | resolved(changes, submitted)
    return process(
        pool,
        name,
        definition,
        data,
        locked=locked,
        files=lambda name: TrustedFile(name, name, 1_000, "application/pdf"),
    )
