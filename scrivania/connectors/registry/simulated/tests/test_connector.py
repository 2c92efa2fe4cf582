"""What each fault of the registry means to whoever must not register twice."""

import hashlib
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from scrivania.connectors.registry.simulated.connector import Connector
from scrivania.core.delivery import OutcomeUnknown, PermanentFailure, TemporaryFailure
from scrivania.registry.contracts import DocumentToRegister
from scrivania.testing.outside import SimulatedRegistry, Simulators, free_port

CONTENT = "Città: à è ì\0 and any byte".encode()
# Answers that say nothing of whether the document was registered.
MURKY = [
    (502, b"<h1>Bad Gateway</h1>"),
    (404, b"<h1>Not Found</h1>"),
    (302, b""),
    (200, b"<h1>Accesso</h1>"),
    (200, b"[]"),
    (200, b'{"result": "OK", "number": "1"}'),
    (200, b'{"result": "OK", "number": "1", "register": "r", "registered_at": "ieri"}'),
    (500, b'{"result": "KO", "code": "REFUSED"}'),
    (200, b'"' + b"x" * 2_000_000),
]


@pytest.fixture
def registry(simulators: Simulators) -> SimulatedRegistry:
    return SimulatedRegistry(simulators)


@pytest.fixture
def connector(registry: SimulatedRegistry) -> Connector:
    return Connector(registry.config)


def document(**changes: object) -> DocumentToRegister:
    values = {
        "reference": uuid.uuid4(),
        "direction": "E",
        "title": "Iscrizione “nido” 😀",
        "correspondent_name": "Giulia Ferrari",
        "correspondent_code": "FRRGLI91E57A944N",
        "occurred_at": datetime(2026, 3, 1, 10, 0, 0, 123456, tzinfo=UTC),
        "file_name": "domanda.pdf",
        "media_type": "application/pdf",
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "content": CONTENT,
    }
    return DocumentToRegister(**(values | changes))


def test_registers_the_very_bytes_with_our_date(connector: Connector, registry: SimulatedRegistry) -> None:
    connector.check()
    sent = document()
    receipt = connector.register(sent)
    assert registry.content(receipt.number) == CONTENT
    kept = registry.documents()[0]["document"]
    assert kept["sha256"] == sent.sha256
    assert datetime.fromisoformat(kept["occurred_at"]) == sent.occurred_at
    assert connector.find(sent.reference) == receipt
    assert receipt.registered_at.tzinfo is not None


def test_an_attachment_names_its_main_document(connector: Connector, registry: SimulatedRegistry) -> None:
    main = connector.register(document())
    connector.register(document(parent_number=main.number))
    assert registry.documents()[1]["document"]["parent"] == main.number


def test_finds_nothing_only_when_the_registry_says_so(connector: Connector) -> None:
    assert connector.find(uuid.uuid4()) is None


@pytest.mark.parametrize(
    ("fault", "failure", "registered"),
    [
        ("down", OutcomeUnknown, 0),
        ("ko_unavailable", TemporaryFailure, 0),
        ("ko_refused", PermanentFailure, 0),
        ("bad_gateway", OutcomeUnknown, 1),
        ("duplicate", OutcomeUnknown, 1),
    ],
)
def test_each_fault_is_told_apart(
    connector: Connector,
    registry: SimulatedRegistry,
    fault: str,
    failure: type[Exception],
    registered: int,
) -> None:
    registry.fail(fault)
    with pytest.raises(failure):
        connector.register(document())
    assert len(registry.documents()) == registered


def test_a_timeout_leaves_the_outcome_unknown(registry: SimulatedRegistry) -> None:
    connector = Connector(registry.config | {"timeout_s": 0.3})
    registry.fail("timeout_after_commit", seconds=0.8)
    sent = document()
    with pytest.raises(OutcomeUnknown):
        connector.register(sent)
    found = connector.find(sent.reference)
    assert found is not None
    assert [found.number] == registry.numbers()


def test_a_slow_registry_is_waited_for(connector: Connector, registry: SimulatedRegistry) -> None:
    registry.fail("slow", seconds=0.2)
    assert connector.register(document()).number


def test_wrong_bytes_are_refused_for_good(connector: Connector) -> None:
    with pytest.raises(PermanentFailure, match="sha256"):
        connector.register(document(content=b"others"))


def test_nobody_listening_means_nothing_happened(registry: SimulatedRegistry) -> None:
    connector = Connector(registry.config | {"url": f"http://127.0.0.1:{free_port()}"})
    with pytest.raises(TemporaryFailure):
        connector.register(document())


@pytest.mark.parametrize("config", [{"url": "ftp://x", "aoo": "a"}, {"aoo": "a"}])
def test_wrong_settings_need_a_person(config: dict) -> None:
    with pytest.raises(PermanentFailure):
        Connector(config).check()


@pytest.mark.parametrize(("status", "body"), MURKY)
def test_a_murky_answer_is_neither_yes_nor_no(registry: SimulatedRegistry, status: int, body: bytes) -> None:
    with answering(status, [body]) as url:
        connector = Connector(registry.config | {"url": url})
        with pytest.raises(OutcomeUnknown):
            connector.register(document())
        with pytest.raises(OutcomeUnknown):
            connector.find(uuid.uuid4())


@pytest.mark.parametrize(
    ("code", "failure"),
    [("UNAVAILABLE", TemporaryFailure), ("REFUSED", PermanentFailure), ("", PermanentFailure)],
)
def test_a_ko_on_reading_back_is_not_an_absence(
    registry: SimulatedRegistry, code: str, failure: type[Exception]
) -> None:
    answer = f'{{"result": "KO", "code": "{code}"}}'.encode()
    with answering(200, [answer]) as url, pytest.raises(failure):
        Connector(registry.config | {"url": url}).find(uuid.uuid4())


def test_an_answer_that_drips_does_not_hold_the_worker(registry: SimulatedRegistry) -> None:
    with answering(200, [b" "] * 40, pause=0.1) as url:
        connector = Connector(registry.config | {"url": url, "timeout_s": 0.4})
        started = time.monotonic()
        with pytest.raises(OutcomeUnknown):
            connector.find(uuid.uuid4())
        assert time.monotonic() - started < 2


@contextmanager
def answering(status: int, pieces: list[bytes], pause: float = 0) -> Iterator[str]:
    """A server that says the same to everyone, in pieces."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            try:
                for piece in pieces:
                    self.wfile.write(piece)
                    self.wfile.flush()
                    time.sleep(pause)
            except OSError:
                pass  # the caller has had enough

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
