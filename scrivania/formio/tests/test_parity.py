"""The engine answers what the official core answers in node (tools/formio-bundle says how they were made)."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

from scrivania.formio import EnginePool, process_lines

CASES = Path(__file__).with_name("parity.jsonl")
BUNDLE = Path(__file__).parents[1] / "engine" / "bundle"


def test_engine_answers_like_the_official_core(pool: EnginePool) -> None:
    cases = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    forms = {case["name"]: case["form"] for case in cases if "form" in case}
    lines = "".join(json.dumps({"form": forms[c["name"]], "data": c["data"]}) + "\n" for c in cases)
    answers = io.StringIO()
    process_lines(io.StringIO(lines), answers, pool)
    mine = [json.loads(line) for line in answers.getvalue().splitlines()]
    different = [
        (case["name"], case["data"])
        for case, answer in zip(cases, mine, strict=True)
        if comparable(answer) != comparable(case["expected"])
    ]
    assert different == []
    assert len(cases) > 350
    # The comparison would prove nothing on cases that are all right or all wrong.
    assert 50 < sum(bool(case["expected"]["errors"]) for case in cases) < len(cases) - 20


def comparable(answer: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    errors = sorted((error["key"], error["path"]) for error in answer["errors"])
    return json.dumps(answer["data"], sort_keys=True), errors


def test_bundle_is_the_one_the_manifest_names() -> None:
    manifest = json.loads((BUNDLE / "manifest.json").read_text("utf-8"))
    for name, expected in manifest["sha256"].items():
        assert hashlib.sha256((BUNDLE / name).read_bytes()).hexdigest() == expected
    assert (manifest["package"], manifest["licence"]) == ("@formio/core", "MIT")
    assert "MIT License" in (BUNDLE / "LICENSE.txt").read_text("utf-8")
