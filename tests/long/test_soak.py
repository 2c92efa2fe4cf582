"""Hundreds of journeys in one process: `bin/test soak`."""

import psutil
import pytest

from scrivania.core.tenancy import tenant_context
from scrivania.program.bench.journey import walk
from scrivania.program.demo_content.reading import document
from scrivania.testing.bodies import TestBody

pytestmark = pytest.mark.soak
_JOURNEYS = 400
_MOST_GROWTH = 30_000_000  # bytes, after the first hundred have filled the caches


def test_journeys_leave_no_memory_behind(body: TestBody) -> None:
    body.service("prova", form=document("forms/_bench.json"))
    client = body.client()
    settled = 0
    for number in range(_JOURNEYS):
        client.sign_in(body.citizen(f"{number:011d}").user)
        with tenant_context(None):
            walk(client)
        if number == 100:
            settled = psutil.Process().memory_info().rss
    assert psutil.Process().memory_info().rss - settled < _MOST_GROWTH
