"""The opening rush: 500 ready drafts sent within a minute over real HTTP, web and worker on this machine.

Every tenth is sent twice at once, as by a double click.
"""

import http.client
import os
import random
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from django.conf import settings

from scrivania.applications import actions, forms
from scrivania.applications.models import Application, Draft
from scrivania.citizens.models import Citizen
from scrivania.core.ids import uuid7
from scrivania.core.models import User
from scrivania.core.tenancy import tenant_context
from scrivania.formio import shared_pool
from scrivania.program.bench import scene as scenes
from scrivania.program.bench.scene import Scene

_DRAFTS = 500
_SECONDS = 60.0
_CLIENTS = 64
_TOKEN = "a" * 32  # a CSRF secret like any other: cookie and field agree
_PORT = 8790
_SEED = 18


@dataclass(frozen=True)
class Sent:
    """One POST: seconds from its due moment to the whole answer."""

    status: int
    location: str
    seconds: float


def run() -> dict[str, object]:
    scene = scenes.build()
    drafts = _ready_drafts(scene)
    folder = Path(os.environ["SCRIVANIA_DATA"]) / "queue"
    folder.mkdir()
    server = _start("scrivania.program.bench.rush_server", str(_PORT), str(folder))
    worker = _start("scrivania.program.cli", "worker")
    try:
        _wait_for_server()
        sent = _send(drafts)
    finally:
        server.terminate()
        worker.terminate()
        server.wait(30)
        worker.wait(30)
    shared_pool().close()
    return _figures(scene, sent, folder)


def _start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _ready_drafts(scene: Scene) -> list[tuple[str, uuid.UUID]]:
    """Session key and draft of each citizen; the first by the actions, the others its copies."""
    first = scene.body.citizen()
    with scene.body.here():
        draft, _ = actions.start_draft(scene.body.actor(first), scene.service)
        data = {name: value for page in (1, 2, 3) for name, value in _data(page).items()}
        result = forms.check(draft.form_version, first, draft.data | data, draft)
        if result.errors:
            raise AssertionError(result.errors)
        actions.save_draft(draft, data=result.data, result=result, page=scenes.PAGES - 1)
        people = [_copy_of(first, number) for number in range(_DRAFTS - 1)]
        User.objects.bulk_create([person.user for person in people])
        Citizen.objects.bulk_create(people)
        copies = [_draft_for(person, draft) for person in people]
        Draft.objects.bulk_create(copies)
    cookie = settings.SESSION_COOKIE_NAME
    return [(scene.body.client(each.citizen).cookies[cookie].value, each.pk) for each in [draft, *copies]]


def _data(page: int) -> dict[str, object]:
    return {
        f"text_{page}": "Risposta",
        f"code_{page}": "123456",
        f"email_{page}": "prova@posta.example",
        f"quantity_{page}": 3,
        f"price_{page}": 12.5,
        f"choice_{page}": "a",
        f"option_{page}": "c",
        f"day_{page}": "07/05/1990",
        f"notes_{page}": "Nessuna nota.",
    }


def _copy_of(first: Citizen, number: int) -> Citizen:
    user = User(kind=User.Kind.CITIZEN, tenant_id=first.tenant_id, password="!")  # noqa: S106  unusable
    return Citizen(
        user=user,
        tenant_id=first.tenant_id,
        fiscal_code=f"{number:011d}",
        given_name=first.given_name,
        family_name=first.family_name,
        sort_key=first.sort_key,
    )


def _draft_for(person: Citizen, draft: Draft) -> Draft:
    return Draft(
        id=uuid7(),
        tenant_id=draft.tenant_id,
        citizen=person,
        service=draft.service,
        form_version=draft.form_version,
        data=draft.data,
        outcome=draft.outcome,
        page=draft.page,
        version=draft.version,
    )


def _wait_for_server() -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("localhost", _PORT, timeout=5)
            connection.request("GET", "/health/live")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")


def _send(drafts: list[tuple[str, uuid.UUID]]) -> list[tuple[uuid.UUID, Sent]]:
    """Each at its own moment of the minute, whatever became of the others."""
    chance = random.Random(_SEED)  # noqa: S311  moments, not secrets
    start = time.monotonic() + 1
    jobs = [(start + chance.uniform(0, _SECONDS), session, pk) for session, pk in drafts]
    jobs += jobs[::10]
    jobs.sort()
    with ThreadPoolExecutor(_CLIENTS) as clients:
        futures = [(pk, clients.submit(_post, due, session, pk)) for due, session, pk in jobs]
        return [(pk, future.result()) for pk, future in futures]


def _post(due: float, session: str, pk: uuid.UUID) -> Sent:
    time.sleep(max(0.0, due - time.monotonic()))
    connection = http.client.HTTPConnection("localhost", _PORT, timeout=60)
    connection.request(
        "POST",
        f"/bozze/{pk}/invia/",
        urlencode({"csrfmiddlewaretoken": _TOKEN, "version": 1}),
        {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={_TOKEN}",
        },
    )
    answer = connection.getresponse()
    answer.read()
    return Sent(answer.status, answer.headers.get("Location", ""), time.monotonic() - due)


def _figures(scene: Scene, sent: list[tuple[uuid.UUID, Sent]], folder: Path) -> dict[str, object]:
    with tenant_context(scene.body.tenant.pk):
        rows = list(Application.objects.order_by("number").values_list("number", "submitted_at", "draft_id"))
    waits = [answer.seconds for _, answer in sent]
    first, last = rows[0][0], rows[-1][0]
    return {
        "drafts": _DRAFTS,
        "posts": len(sent),
        "seconds": _SECONDS,
        "answered": sum(answer.status == http.client.SEE_OTHER for _, answer in sent),
        "statuses": sorted({answer.status for _, answer in sent}),
        "applications": len(rows),
        "lost": len({pk for pk, _ in sent} - {draft_id for _, _, draft_id in rows}),
        "doubled": len(rows) - len({draft_id for _, _, draft_id in rows}),
        "numbers": f"{first} … {last}",
        "in_order": all(earlier[1] <= later[1] for earlier, later in pairwise(rows)),
        "p50_ms": round(median(waits) * 1000, 1),
        "p95_ms": round(quantiles(waits, n=20)[18] * 1000, 1),
        "worst_ms": round(max(waits) * 1000, 1),
        "engine_queue": max(int(note.read_text()) for note in folder.iterdir()),
    }
