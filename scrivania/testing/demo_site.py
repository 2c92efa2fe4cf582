"""The demonstration as its users meet it: web, worker and simulators of `scrivania demo`, on free ports."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from lxml import html

from scrivania.program.commands.demo import SMTP
from scrivania.program.demo_content.people import PASSWORD
from scrivania.program.demo_content.reading import documents
from scrivania.program.lifeline import ends_with_parent

from .cluster import test_cluster
from .database import database_beside
from .fixtures import temporary_reachable_folder

_STOP_S = 30.0
_TRIES = 50
_HOST = "127.0.0.1"


@dataclass(frozen=True)
class DemoBody:
    """One body of the demonstration: its content and where it answers."""

    content: dict[str, Any]
    port: int

    @property
    def slug(self) -> str:
        return str(self.content["slug"])

    @property
    def base_url(self) -> str:
        return f"http://{self.content['hosts'][0]}:{self.port}"

    @property
    def profile(self) -> dict[str, Any]:
        profile: dict[str, Any] = self.content["profile"]
        return profile


def online_services() -> list[tuple[str, str]]:
    """Every published service that is asked for online, as slugs of its body and its own."""
    return [
        (body, card["slug"])
        for card in documents("services")
        for body, offer in card["bodies"].items()
        if card["form"] and offer["state"] == "published"
    ]


class DemoSite:
    """`owner_url` reads the database past every policy; `data` is the installation's folder."""

    PASSWORD = PASSWORD

    def __init__(self, data: Path, port: int, environment: dict[str, str]) -> None:
        self.data, self.port = data, port
        self.owner_url = environment["DATABASE_OWNER_URL"]
        command = [sys.executable, "-m", "scrivania.program.cli", "demo", f"--data={data}", f"--port={port}"]
        self._process = subprocess.Popen(
            command,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=ends_with_parent(),
        )
        self._wait()

    def _wait(self) -> None:
        assert self._process.stdout is not None
        said = []
        for line in self._process.stdout:
            said.append(line)
            if line.startswith("ready: "):
                return
        raise AssertionError("".join(said))

    def stop(self) -> None:
        self._process.terminate()
        assert self._process.wait(_STOP_S) == 0

    @cached_property
    def bodies(self) -> list[DemoBody]:
        return [DemoBody(content, self.port) for content in documents("bodies")]

    def body(self, name: str) -> DemoBody:
        """The body whose slug ends in `name`."""
        return next(body for body in self.bodies if name in body.slug)

    @property
    def base_url(self) -> str:
        """The first body's."""
        return self.body("montelieto").base_url

    def expire_sessions(self, fiscal_code: str) -> None:
        """As if the person had been away for too long."""
        self.query(
            "UPDATE core_session SET expire_date = now() - interval '1 minute' WHERE user_id IN"
            " (SELECT user_id FROM citizens_citizen WHERE fiscal_code = %s)",
            fiscal_code,
        )

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the site's own database."""
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            found = connection.execute(statement.encode(), values)
            return found.fetchall() if found.description else []

    def mails_to(self, address: str) -> list[str]:
        """The simulated mailbox of an address: subject and headers of each mail, newest first."""
        page = httpx.get(f"http://{_HOST}:{self.port + 1}/mail/", timeout=10, trust_env=False)
        rows = [" ".join(str(row.xpath("string()")).split()) for row in html.fromstring(page.text).iter("li")]
        return [row for row in rows if address in row]


def _port_with_its_neighbours() -> int:
    """A free port whose neighbours, the simulators' and their mail server's, are free too."""
    for _ in range(_TRIES):
        with ExitStack() as held:
            first = held.enter_context(socket.socket())
            first.bind((_HOST, 0))
            port: int = first.getsockname()[1]
            if port + SMTP > 65500:
                continue
            try:
                for offset in (1, SMTP):
                    held.enter_context(socket.socket()).bind((_HOST, port + offset))
            except OSError:
                continue
            return port
    raise AssertionError("no free ports")


@pytest.fixture(scope="session")
def demo_site(django_db_setup: None) -> Iterator[DemoSite]:
    """Started once for the run. What a test does there stays: each uses people and services of its own."""
    with database_beside(test_cluster(), "demo") as urls, temporary_reachable_folder() as folder:
        site = DemoSite(folder / "demo", _port_with_its_neighbours(), urls.environment())
        yield site
        site.stop()
