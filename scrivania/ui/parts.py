"""Parts of the layout that are the same on every page of a body, kept rendered in the process.

They are half of the work of a page, and change when the body's addresses do: those are part of the key, so
nothing ever goes stale.
"""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from scrivania.ui.context import Layout

_Pairs = tuple[tuple[str, object], ...]


def render(name: str, layout: Layout) -> SafeString:
    """The part must use of its context `layout` alone, and of that nothing about the person."""
    return _render(
        name, get_language(), layout.body_name, tuple(layout.links.items()), tuple(layout.urls.items())
    )


# Some hundred bodies, three languages, five parts of at most 5 kB.
@lru_cache(maxsize=4096)
def _render(name: str, language: str | None, body_name: str, links: _Pairs, urls: _Pairs) -> SafeString:
    layout = Layout(body_name=body_name, links=dict(links), urls={key: str(url) for key, url in urls})
    return render_to_string(f"ui/layout/{name}.html", {"layout": layout})


def forget() -> None:
    """Render anew: for tests that change how static files are addressed."""
    _render.cache_clear()
