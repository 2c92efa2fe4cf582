"""The engine alone over JSON lines, to compare it with the official core elsewhere."""

import hashlib
import json
from typing import Any, TextIO

from scrivania.formio.engine.pool import EnginePool
from scrivania.formio.errors import FormBroken


def process_lines(source: TextIO, target: TextIO, pool: EnginePool | None = None) -> None:
    """`{"form", "data"}` a line in, `{"data", "errors": [{"key", "path"}]}` a line out, as
    `processSync({config: {server: true}})` answers: none of our own rules. A form that is killed gives
    `{"data": null, "errors": [{"key": "broken", "path": ""}]}`.
    """
    engines = pool or EnginePool(1)
    try:
        for line in source:
            if line.strip():
                answer = _answer(engines, json.loads(line))
                target.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n")
                target.flush()
    finally:
        if pool is None:
            engines.close()


def _answer(pool: EnginePool, case: dict[str, Any]) -> dict[str, Any]:
    form = json.dumps(case["form"])
    try:
        answer = pool.run(hashlib.sha256(form.encode()).hexdigest(), form, case["data"])
    except FormBroken as broken:
        # The reason goes where a person looks for it; the line stays comparable.
        return {"data": None, "errors": [{"key": "broken", "path": ""}], "reason": str(broken)}
    return {"data": answer.data, "errors": [{"key": e.key, "path": e.path} for e in answer.errors]}
