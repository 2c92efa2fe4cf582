"""The checks a developer runs by hand are tests too, so that one closing line counts everything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=["rules", "format", "types"],
)
def test_the_code_is_clean(command):
    # mypy's Django plugin reads the settings, which this run's environment provides.
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=CHECKOUT,
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
