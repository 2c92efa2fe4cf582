"""Commands as one types them."""

import json
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
COMPONENT = {"type": "textfield", "key": "a", "label": "A", "input": True, "validate": {"maxLength": 3}}
FORM = {"display": "form", "components": [COMPONENT]}


def scrivania(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrivania.program.cli", *arguments]
    return subprocess.run(
        command, input=given, capture_output=True, text=True, timeout=120, cwd=CHECKOUT, check=False
    )


def test_form_process_answers_a_line_for_a_line() -> None:
    cases = [{"form": FORM, "data": {"a": "abcd"}}, {"form": FORM, "data": {"a": "abc", "b": 1}}]
    ran = scrivania("form", "process", given="".join(json.dumps(case) + "\n" for case in cases))
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert answers == [
        {"data": {"a": "abcd"}, "errors": [{"key": "maxLength", "path": "a"}]},
        {"data": {"a": "abc"}, "errors": []},
    ]
    assert ran.stderr == ""


def test_a_measure_that_is_not_there() -> None:
    ran = scrivania("bench", "nothing", "--json")
    assert ran.returncode == 1
    assert ran.stderr == "scrivania: There is no measure named nothing.\n"
