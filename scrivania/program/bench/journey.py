"""The whole journey: start, three pages of ten fields, summary, submission, confirmation (10 requests)."""

from uuid import UUID

from scrivania.applications import tasks
from scrivania.applications.models import Application
from scrivania.core import delivery
from scrivania.core.models import DeliveryStep
from scrivania.core.tenancy import tenant_context
from scrivania.formio import shared_pool
from scrivania.program.bench import scene as scenes
from scrivania.program.bench.meter import Reading, measured, middle
from scrivania.program.bench.scene import Scene, answers, require
from scrivania.testing.bodies import BodyClient

_WARM_UP = 5
_RUNS = 40


def run() -> dict[str, object]:
    scene = scenes.build()
    client = scene.body.client()  # one for all: a client's first request builds the middleware anew
    readings, job_readings = [], []
    for number in range(_WARM_UP + _RUNS):
        citizen = scene.body.citizen(f"{number:011d}")
        client.sign_in(citizen.user)
        with measured() as reading:
            walk(client)
        with measured() as job_reading:
            _work(scene, citizen.pk)
        readings.append(reading)
        job_readings.append(job_reading)
    shared_pool().close()
    return {
        "requests": 10,
        "pages": scenes.PAGES,
        "fields": scenes.PAGES * scenes.FIELDS,
        "runs": _RUNS,
        **middle(readings[_WARM_UP:], "sql", "cpu_ms", "db_ms", "wall_ms"),
        "cpu_ms_worst": round(max(reading.cpu_ms for reading in readings[_WARM_UP:]), 2),
        **{f"job_{name}": value for name, value in _jobs(job_readings[_WARM_UP:]).items()},
        "checked": "redirects, field labels, summary text, one application with its number per run",
    }


def _jobs(readings: list[Reading]) -> dict[str, float]:
    return middle(readings, "sql", "cpu_ms", "db_ms")


def walk(client: BodyClient) -> None:
    started = client.get("/servizi/prova/domanda/")
    require(status=started.status_code, expected=303)
    address = started["Location"]
    for page in range(1, scenes.PAGES + 1):
        shown = client.get(address)
        require(status=shown.status_code, expected=200, text=f"text_{page}", content=shown.content)
        posted = client.post(address, scenes.hidden_fields(shown.content) | answers(page))
        require(status=posted.status_code, expected=303)
        address = posted["Location"]
    summary = client.get(address)
    require(status=summary.status_code, expected=200, text="Risposta numero 3", content=summary.content)
    sent = client.post(address.replace("riepilogo", "invia"), scenes.hidden_fields(summary.content))
    require(status=sent.status_code, expected=303, text="")
    confirmed = client.get(sent["Location"])
    require(status=confirmed.status_code, expected=200, text="-000", content=confirmed.content)


def _work(scene: Scene, citizen_id: UUID) -> None:
    """The worker's part but for the registry's and mail server's own answers, which are simulated here."""
    with tenant_context(scene.body.tenant.pk):
        application = Application.objects.get(citizen_id=citizen_id)
        tasks.make_first_receipt.function(application_id=str(application.pk))
        tasks.make_application_pdf.function(application_id=str(application.pk))
        for step in DeliveryStep.objects.filter(kind="registry", state=DeliveryStep.State.PENDING):
            answer = {"register": "Prova", "registered_at": application.submitted_at.isoformat()}
            delivery.close(step, delivery.Delivered(f"1/{application.number}", answer))
        tasks.make_receipt.function(application_id=str(application.pk))
