"""What the benches measure on: one body, a service with the bench form, and its pages filled in."""

import re
from dataclasses import dataclass
from typing import Any

from scrivania.catalog.models import Service
from scrivania.core import clock
from scrivania.program.demo_content.reading import document
from scrivania.testing.bodies import TestBody, committed_body

PAGES = 3
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
FIELDS = 10


@dataclass(frozen=True)
class Scene:
    """A body in an empty database, with the three-page form of ten fields a page."""

    body: TestBody
    service: Service


def build() -> Scene:
    body = committed_body()
    return Scene(body, body.service("prova", form=document("forms/_bench.json")))


def answers(page: int) -> dict[str, Any]:
    """What a browser posts for one page of the form, its computed field apart."""
    return {
        f"text_{page}": f"Risposta numero {page}",
        f"code_{page}": "123456",
        f"email_{page}": "prova@posta.example",
        f"quantity_{page}": "3",
        f"price_{page}": "12,50",
        f"choice_{page}": "a",
        f"option_{page}": "c",
        f"day_{page}:day": "7",
        f"day_{page}:month": "5",
        f"day_{page}:year": str(clock.today().year - 30),
        f"notes_{page}": "Nessuna nota particolare.",
        "do": "next",
    }


def hidden_fields(content: bytes) -> dict[str, str]:
    """What a page's forms post besides what one fills in."""
    return dict(_HIDDEN.findall(content.decode()))


def require(*, status: int, expected: int, text: str = "", content: bytes = b"") -> None:
    """Stop the bench when an answer is not what a citizen should see."""
    if status != expected or text.encode() not in content:
        raise AssertionError(f"answer {status} instead of {expected}, looking for {text!r}")
