"""The shell commands on a machine that lacks something: one clear sentence each, and nothing done."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
NOBODY = 65534


@pytest.fixture
def tools(tmp_path):
    """A PATH with nothing on it but what the scripts themselves are written with."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in ("dirname", "sh"):
        (folder / name).symlink_to(shutil.which(name))
    return folder


def run(command, path, **options):
    environment = {"PATH": str(path), "HOME": os.environ["HOME"]} | options.pop("environment", {})
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=120, check=False, **options
    )


@pytest.mark.parametrize("command", ["demo", "test", "scrivania"])
def test_without_python_or_with_an_old_one(tools, command):
    old = tools / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    for _ in ("an old one", "none"):
        ran = run([CHECKOUT / "bin" / command], tools)
        assert ran.returncode == 1
        assert ran.stderr.startswith("scrivania: Python 3.11 or later is needed")
        assert len(ran.stderr.splitlines()) == 1
        old.unlink(missing_ok=True)


@pytest.fixture
def checkout(tmp_path):
    """A bare one, whose only library doesn't exist."""
    shutil.copytree(CHECKOUT / "bin", tmp_path / "checkout/bin")
    lock = tmp_path / "checkout/requirements.lock"
    lock.write_text(f"scrivania-missing==1.0 --hash=sha256:{'0' * 64}\n")
    return tmp_path / "checkout"


def test_a_first_start_without_network(checkout):
    environment = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "1"}
    ran = run(
        [sys.executable, checkout / "bin/environment.py", "requirements.lock"],
        os.environ["PATH"],
        environment=environment,
    )
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[1:] == [
        "scrivania: The first installation downloads its libraries, and the network does not answer."
    ]


def test_a_later_start_needs_no_network_and_installs_nothing(checkout):
    (checkout / ".venv/bin").mkdir(parents=True)
    (checkout / ".venv/bin/python").symlink_to(sys.executable)
    lock = checkout / "requirements.lock"
    digest = subprocess.check_output(["/usr/bin/sha256sum", lock], text=True).split()[0]
    (checkout / ".venv/.installed").write_text(f"requirements.lock {digest}\n")
    ran = run([sys.executable, checkout / "bin/environment.py", "requirements.lock"], "")
    assert ran.stdout == f"{checkout}/.venv/bin/python\n"
    assert ran.stderr == ""


def test_python_without_its_venv_module(checkout):
    without = (
        "import sys; sys.modules['ensurepip'] = None; sys.path.insert(0, sys.argv.pop(1)); import environment"
    )
    ran = run(
        [sys.executable, "-c", f"{without}; environment.main('requirements.lock')", checkout / "bin"],
        "/usr/bin",
    )
    assert ran.returncode == 1
    assert "install the package python3-venv" in ran.stderr


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "There is not enough disk space"),
        ("error: [Errno 13] Permission denied: '/x'", "This user may not write"),
        ("ERROR: No matching distribution found for x==1", "A library has no package for Python"),
        ("something else\nERROR: the cause\nat last", "The libraries can't be installed: ERROR: the cause"),
    ],
)
def test_what_pip_says_in_many_lines_is_told_in_one(monkeypatch, output, sentence):
    monkeypatch.syspath_prepend(CHECKOUT / "bin")
    import environment

    assert environment.reason(output).startswith(sentence)


def test_the_packages_of_the_tests_are_listed_and_their_lack_stops_a_normal_user(tools):
    listed = run([CHECKOUT / "bin/test", "--packages"], os.environ["PATH"]).stdout.split()
    assert "postgresql-15" in listed
    assert "chromium" in listed
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    # The checkout may be closed to that user, so the script comes through the standard input.
    script = (CHECKOUT / "bin/packages.py").read_text()
    ran = run(["/usr/bin/python3", "-", "require"], tools, input=script, cwd="/", **user)
    assert ran.returncode == 1
    missing = [name for name in listed if name not in ("postgresql-15", "libatomic1")]  # known by path
    assert ran.stderr.startswith("scrivania: the tests need Debian packages that are missing; as root run: ")
    assert ran.stderr.split("--no-install-recommends ")[1].split() == missing
