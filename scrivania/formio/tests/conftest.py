from collections.abc import Iterator

import pytest
from django.utils.translation import override

from scrivania.formio import EnginePool


@pytest.fixture(scope="session")
def pool() -> Iterator[EnginePool]:
    pool = EnginePool(1)
    yield pool
    pool.close()


@pytest.fixture
def in_english() -> Iterator[None]:
    with override("en"):
        yield
