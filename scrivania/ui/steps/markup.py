"""The author's HTML, made safe once per text."""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe

# What helps to explain; no images from elsewhere, no classes, no styles, no controls.
BLOCKS = "blockquote dd div dl dt h3 h4 h5 h6 hr li ol p table tbody td th thead tr ul"
INLINES = "a abbr b br code em i small span strong sub sup u"
TAGS = {*BLOCKS.split(), *INLINES.split()}
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "scope"},
}
SCHEMES = {"https", "http", "mailto", "tel"}


@lru_cache(maxsize=2_000)
def safe_html(html: str) -> SafeString:
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it
