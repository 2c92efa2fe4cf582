"""Making the files of a new cluster, all or nothing."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ..account import Account
from ..refusal import Refusal
from .binaries import Binaries

SUPERUSER = "postgres"
MEGABYTE = 1_000_000
SPACE_FOR_NEW = 300 * MEGABYTE
SPACE_TO_RUN = 100 * MEGABYTE


def require_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Refusal(
            f"Not enough disk space in {folder}: {free // MEGABYTE} MB free, {needed // MEGABYTE} MB needed."
        )


def initialise(cluster: Path, binaries: Binaries, password: str, account: Account | None) -> None:
    """Run initdb beside and rename: a cluster that exists is whole, whatever killed the start before."""
    draft = cluster.with_name(f"{cluster.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    require_space(cluster.parent, SPACE_FOR_NEW)
    with tempfile.NamedTemporaryFile("w", dir=cluster.parent, prefix=".pw") as password_file:
        password_file.write(password)
        password_file.flush()
        if account:
            os.chown(password_file.name, account.uid, account.gid)
        # Only arguments that 15 and 18 both take; libc's C.UTF-8 is on every glibc and needs no ICU.
        command = [
            binaries.program("initdb"),
            f"--pgdata={draft}",
            f"--username={SUPERUSER}",
            f"--pwfile={password_file.name}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=libc",
            "--locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions",
        ]
        ran = run(command, cwd=cluster.parent, account=account)
    if ran.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        raise Refusal(f"The database can't be created in {cluster}: {last_complaint(ran.stderr)}")
    draft.rename(cluster)


def run(command: list[str], *, cwd: Path, account: Account | None) -> subprocess.CompletedProcess[str]:
    options = account.process_options() if account else {}
    return subprocess.run(
        command,
        cwd=cwd,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        **options,
    )


def clean_environment() -> dict[str, str]:
    """The environment without PGDATA, PGHOST and the like, which would point the programs elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LANG": "C.UTF-8", "TZ": "UTC"}


def last_complaint(output: str) -> str:
    """The line of PostgreSQL's output that tells the cause, without its prefixes."""
    lines = [line for line in output.splitlines() if line.strip()]
    for mark in ("PANIC:", "FATAL:", "error:", "ERROR:"):
        for line in reversed(lines):
            if mark in line:
                return line.split(mark, 1)[1].strip()
    return lines[-1].strip() if lines else "no reason given"
