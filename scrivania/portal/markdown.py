"""A body's Markdown, as HTML fit for the page."""

from functools import lru_cache

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from scrivania.ui.steps.markup import safe_html

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=2_000)
def as_html(text: str) -> SafeString:
    return safe_html(_PARSER.render(text))
