"""A database for each test run, copied in a moment from a migrated template."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from scrivania.program.database import Cluster, DatabaseUrls
from scrivania.program.database.roles import set_database
from scrivania.program.refusal import Refusal

from .cluster import starting

PACKAGE = Path(__file__).parent.parent
# Whatever a migration or the grants and policies after it are made of.
SCHEMA_SOURCES = ("*/migrations/*.py", "**/models.py", "**/models/*.py", "core/**/*.py", "**/*.sql")


def run_database() -> str:
    """The name of this process's database; fixed, so settings can name it before it exists."""
    return f"run_{os.getpid()}"


def make_run_database(cluster: Cluster) -> DatabaseUrls:
    """This process's own database: schema by the owner, nothing in it but what migrations put there."""
    with starting(cluster):
        _drop_abandoned(cluster)
        _copy_template(cluster, run_database())
    return cluster.urls(run_database())


@contextmanager
def database_beside(cluster: Cluster, purpose: str) -> Iterator[DatabaseUrls]:
    """Another database of this run's, like the first; dropped after the block."""
    name = f"{run_database()}_{purpose}"
    with starting(cluster):
        _copy_template(cluster, name)
    try:
        yield cluster.urls(name)
    finally:
        _drop(cluster, like=name.replace("_", "\\_"))


def drop_run_database(cluster: Cluster) -> None:
    _drop(cluster, like=run_database().replace("_", "\\_"))


def _copy_template(cluster: Cluster, name: str) -> None:
    template = f"template_{_schema_fingerprint()}"
    _drop(cluster, like="template\\_%", keep=template)
    if template not in _databases(cluster):
        _make_template(cluster, template)
    set_database(cluster.superuser_url, name, template)


def empty_tables(owner_url: str) -> None:
    """Empty every table but the ones migrations fill: the application's own role has no TRUNCATE."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename != ALL(%s)",
            [["django_migrations", "django_content_type", "auth_permission"]],
        ).fetchall()
        names = ", ".join(name for (name,) in tables)
        connection.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE".encode())


def _schema_fingerprint() -> str:
    digest = hashlib.sha256()
    files = {
        path for pattern in SCHEMA_SOURCES for path in PACKAGE.glob(pattern) if "tests" not in path.parts
    }
    for path in sorted(files):
        digest.update(str(path.relative_to(PACKAGE)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _make_template(cluster: Cluster, name: str) -> None:
    draft = "draft"
    _drop(cluster, like=draft)
    set_database(cluster.superuser_url, draft)
    urls = cluster.urls(draft)
    environment = os.environ | urls.environment() | {"DATABASE_URL": urls.owner}
    migrate = [
        sys.executable,
        "-m",
        "django",
        "migrate",
        "--verbosity=0",
        "--skip-checks",
        "--settings=scrivania.settings",
        "--database=owner",
    ]
    ran = subprocess.run(
        migrate, cwd=PACKAGE.parent, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    if ran.returncode:
        raise Refusal(f"The test database can't be migrated:\n{ran.stderr}")
    _execute(
        cluster, sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name))
    )


def _drop_abandoned(cluster: Cluster) -> None:
    """Databases of runs that were killed: their process is gone."""
    for name in _databases(cluster):
        pid = name.removeprefix("run_")
        if pid != name and not Path("/proc", pid.partition("_")[0]).exists():
            _drop(cluster, like=name.replace("_", "\\_"))


def _databases(cluster: Cluster, like: str = "%") -> list[str]:
    with psycopg.connect(cluster.superuser_url, autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [like])
        return [name for (name,) in rows]


def _drop(cluster: Cluster, *, like: str, keep: str | None = None) -> None:
    for name in _databases(cluster, like):
        if name != keep:
            _execute(cluster, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _execute(cluster: Cluster, statement: sql.Composed) -> None:
    with psycopg.connect(cluster.superuser_url, autocommit=True) as connection:
        connection.execute(statement)
