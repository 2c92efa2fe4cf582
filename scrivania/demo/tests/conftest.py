from collections.abc import Iterator

import pytest

from scrivania.formio import EnginePool


@pytest.fixture(scope="package")
def pool() -> Iterator[EnginePool]:
    pool = EnginePool(size=1)
    yield pool
    pool.close()
