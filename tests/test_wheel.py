"""The wheel carries all that the program reads, and its static files ready to serve."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
LEFT_OUT = {"tests", "__pycache__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    target = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, CHECKOUT / "tools/build_wheel.py", target]
    subprocess.run(build, cwd="/", check=True, capture_output=True, timeout=300)
    (path,) = target.glob("scrivania-*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    listed = subprocess.check_output(["git", "ls-files", "scrivania"], cwd=CHECKOUT, text=True).splitlines()
    expected = {
        name for name in listed if not LEFT_OUT & set(Path(name).parts) and (CHECKOUT / name).exists()
    }
    assert len(expected) > 300
    assert expected - set(wheel.namelist()) == set()


def test_no_test_is_in_the_wheel(wheel):
    assert [name for name in wheel.namelist() if LEFT_OUT & set(Path(name).parts)] == []


def test_static_files_are_hashed_and_compressed_inside(wheel):
    manifest = json.loads(wheel.read("scrivania/static-build/staticfiles.json"))["paths"]
    names = set(wheel.namelist())
    css = [hashed for name, hashed in manifest.items() if name.endswith(".css")]
    assert css
    for hashed in manifest.values():
        assert f"scrivania/static-build/{hashed}" in names
    for hashed in css:
        assert {f"scrivania/static-build/{hashed}.gz", f"scrivania/static-build/{hashed}.br"} <= names


def test_the_command_is_declared(wheel):
    (entry_points,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "scrivania = scrivania.program.cli:main" in wheel.read(entry_points).decode()
