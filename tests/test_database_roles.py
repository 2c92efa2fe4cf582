"""Web and worker refuse a database role that the policies don't bind; ours are bound."""

import os
import subprocess
import sys
from typing import Any

import pytest
from psycopg.conninfo import conninfo_to_dict

from scrivania.core.db.roles import refuse_powerful_roles
from scrivania.testing.cluster import test_cluster as cluster
from scrivania.testing.database import run_database

PROGRAMS = {
    "worker": "from scrivania.program.commands import worker as command; options = None",
    "web": "from argparse import Namespace; from scrivania.program.commands import web as command;"
    "options = Namespace(bind='127.0.0.1', port=1, workers=1, threads=1)",
}


def last_words(program: str, **environment: str) -> str:
    """What a program says when it refuses to start."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{PROGRAMS[program]}; command.run(options)"],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ran.returncode == 1, ran.stderr
    return ran.stderr.strip().splitlines()[-1]


@pytest.fixture
def superuser_url(django_db_setup: None) -> str:
    parts = conninfo_to_dict(cluster().superuser_url)
    return f"postgresql://{parts['user']}:{parts['password']}@/{run_database()}?host={parts['host']}"


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("setting", ["DATABASE_URL", "DATABASE_SYSTEM_URL"])
def test_the_owner_of_the_tables_serves_nobody(django_db_setup: None, program: str, setting: str) -> None:
    words = last_words(program, **{setting: os.environ["DATABASE_OWNER_URL"]})
    assert words.endswith(
        "The database role scrivania_owner owns tables: web and worker need one that doesn't."
    )


def test_nor_does_a_superuser(superuser_url: str) -> None:
    words = last_words("worker", DATABASE_URL=superuser_url)
    assert words.endswith("The database role postgres bypasses row-level security: use another.")


def test_our_roles_get_past(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        refuse_powerful_roles()
