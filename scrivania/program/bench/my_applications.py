"""“Le mie pratiche” of a citizen with 1,000 applications: its three tabs, a search, a far page."""

import io

from django.db import connections

from scrivania.applications.models import Application
from scrivania.citizens.models import Citizen
from scrivania.core.ids import uuid7
from scrivania.core.tenancy import tenant_context
from scrivania.formio import shared_pool
from scrivania.program.bench import scene as scenes
from scrivania.program.bench.journey import walk
from scrivania.program.bench.meter import Reading, measured, middle
from scrivania.program.bench.scene import Scene, require

_APPLICATIONS = 1000
_WARM_UP = 5
_RUNS = 40
_ADDRESSES = {
    "open": "/pratiche/",
    "all": "/pratiche/?stato=tutte",
    "search": "/pratiche/?stato=tutte&q=iscrizione",
}


def run() -> dict[str, object]:
    scene = scenes.build()
    citizen = scene.body.citizen()
    client = scene.body.client(citizen)
    walk(client)
    _multiply(scene, citizen)
    figures: dict[str, object] = {"applications": _APPLICATIONS, "runs": _RUNS}
    for name, address in _ADDRESSES.items():
        readings = [_read(client, address) for _ in range(_WARM_UP + _RUNS)][_WARM_UP:]
        found = middle(readings, "sql", "cpu_ms", "db_ms")
        figures |= found if name == "open" else {f"{name}_{key}": value for key, value in found.items()}
    shared_pool().close()
    figures["checked"] = "each page shows twenty rows with their numbers and the exact count 1000"
    return figures


def _read(client: object, address: str) -> Reading:
    with measured() as reading:
        answer = client.get(address)  # type: ignore[attr-defined]
    require(status=answer.status_code, expected=200, text="1000", content=answer.content)
    return reading


def _multiply(scene: Scene, citizen: Citizen) -> None:
    """Copies of the first application by COPY, each a minute older. As the owner: the others copy nothing."""
    with tenant_context(scene.body.tenant.pk), connections["owner"].cursor() as cursor:
        first = Application.objects.get(citizen=citizen)
        columns = [field.column for field in Application._meta.local_fields]
        cursor.execute("CREATE TEMPORARY TABLE more (id uuid, draft_id uuid, place int)")
        rows = "".join(f"{uuid7()}\t{uuid7()}\t{place}\n" for place in range(2, _APPLICATIONS + 1))
        with cursor.copy("COPY more FROM STDIN") as copy:
            copy.write(io.StringIO(rows).read())
        replaced = {
            "id": "more.id",
            "draft_id": "more.draft_id",
            "number": "'1999-' || lpad(more.place::text, 6, '0')",
            "submitted_at": "a.submitted_at - more.place * interval '1 minute'",
        }
        chosen = ", ".join(replaced.get(column, f'a."{column}"') for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        cursor.execute(
            f"INSERT INTO applications_application ({names}) "  # noqa: S608  names are the model's own
            f"SELECT {chosen} FROM applications_application a, more WHERE a.id = %s",
            [first.pk],
        )
        cursor.execute("DROP TABLE more")
