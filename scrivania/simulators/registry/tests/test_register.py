"""The simulated registry: what it takes, what it refuses, what it remembers."""

import base64
import hashlib
import signal
import uuid
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from scrivania.testing.outside import SimulatedRegistry, Simulators

CONTENT = b"%PDF-1.7 the very bytes"


@pytest.fixture
def registry(simulators: Simulators) -> SimulatedRegistry:
    return SimulatedRegistry(simulators)


def request(**changes: object) -> dict:
    file = {
        "name": "domanda.pdf",
        "media_type": "application/pdf",
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "content": base64.b64encode(CONTENT).decode(),
    }
    body = {
        "reference": str(uuid.uuid4()),
        "direction": "E",
        "title": "Iscrizione al nido",
        "correspondent": {"name": "Giulia Ferrari", "code": "FRRGLI91E57A944N"},
        "occurred_at": datetime.now(UTC).isoformat(),
        "parent": "",
        "file": file,
    }
    for name, value in changes.items():
        if name in file:
            file[name] = value
        else:
            body[name] = value
    return body


def send(registry: SimulatedRegistry, body: object) -> httpx.Response:
    url = f"{registry.simulators.base_url}{registry.path}/documents"
    return httpx.post(url, json=body, timeout=10, trust_env=False)


def test_documents_are_numbered_by_area_and_year(registry: SimulatedRegistry, simulators: Simulators) -> None:
    year = datetime.now(UTC).year
    assert [send(registry, request()).json()["number"] for _ in range(2)] == [
        f"0000001/{year}",
        f"0000002/{year}",
    ]
    assert send(SimulatedRegistry(simulators), request()).json()["number"] == f"0000001/{year}"


def test_a_repeated_request_gets_another_number(registry: SimulatedRegistry) -> None:
    body = request()
    assert send(registry, body).json()["number"] != send(registry, body).json()["number"]
    found = registry.simulators.get(f"{registry.path}/documents/{body['reference']}").json()
    assert found["number"] == registry.numbers()[0]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sha256": "0" * 64}, "file.sha256"),
        ({"content": "?"}, "file.content"),
        ({"content": ""}, "file.content"),
        ({"direction": "X"}, "direction"),
        ({"title": " "}, "title"),
        ({"correspondent": {"name": "Giulia"}}, "correspondent.code"),
        ({"reference": "12"}, "reference"),
        ({"occurred_at": "2026-01-01T10:00:00"}, "occurred_at"),
        ({"occurred_at": "2999-01-01T10:00:00+00:00"}, "occurred_at"),
        ({"parent": "0000099/2026"}, "parent"),
        ({"file": None}, "file.content"),
    ],
)
def test_what_is_wrong_is_refused(registry: SimulatedRegistry, changes: dict, reason: str) -> None:
    answer = send(registry, request(**changes))
    assert answer.status_code == 422
    assert answer.json()["message"].startswith(reason)
    assert registry.documents() == []


def test_a_body_that_is_no_object_is_refused(registry: SimulatedRegistry) -> None:
    assert send(registry, [1]).status_code == 422


def test_the_register_and_its_bytes_outlive_the_program(tmp_path: Path) -> None:
    simulators = Simulators(tmp_path)
    simulators.start()
    registry = SimulatedRegistry(simulators)
    first = send(registry, request()).json()["number"]
    simulators.stop(signal.SIGKILL)
    # A line torn by the crash counts as never written.
    lines = tmp_path / "simulators" / "registry" / registry.aoo / "register.jsonl"
    lines.write_bytes(lines.read_bytes() + b'{"year": 2026, "ser')
    simulators.start()
    try:
        assert registry.numbers() == [first]
        assert registry.content(first) == CONTENT
        attachment = send(registry, request(parent=first))
        assert attachment.json()["number"] == f"0000002/{datetime.now(UTC).year}"
    finally:
        simulators.stop()


def test_its_page_lists_what_it_received_and_offers_the_faults(registry: SimulatedRegistry) -> None:
    send(registry, request(title="Accesso <agli> atti"))
    registry.fail("slow", times=3)
    page = registry.simulators.get(f"{registry.path}/").text
    assert "Accesso &lt;agli&gt; atti" in page
    assert hashlib.sha256(CONTENT).hexdigest() in page
    assert "ancora 3 volte" in page
    assert registry.path in registry.simulators.get("/registry/").text
    assert "/registry/" in registry.simulators.get("/simulators/").text


def test_an_unknown_fault_is_refused(registry: SimulatedRegistry) -> None:
    assert registry.simulators.post(f"{registry.path}/guasti", fault="fire").status_code == 400
