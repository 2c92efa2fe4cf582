from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scrivania.testing.demo_site import DemoBody
from scrivania.ui.tests.pagecheck import chromium

from .visitor import PHONE, Visitor

Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """Opens browsers of their own; at the end none of the pages they judged may have a fault."""
    visitors: list[Visitor] = []

    def open_at(body: DemoBody, *, width: int = PHONE, scripts: bool = True) -> Visitor:
        visitors.append(Visitor(browser, body, tmp_path, width=width, scripts=scripts))
        return visitors[-1]

    yield open_at
    problems = {name: found for visitor in visitors for name, found in visitor.problems.items()}
    for visitor in visitors:
        visitor.close()
    assert problems == {}
