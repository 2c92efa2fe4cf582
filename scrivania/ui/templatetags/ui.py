"""`{% load ui %}`: icons, states, dates, amounts and sizes as every page shows them."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from scrivania.core import clock
from scrivania.ui import icons, parts, states
from scrivania.ui.dates import day_in_words, instant_in_words

register = template.Library()


@register.simple_tag(takes_context=True)
def layout_part(context: template.Context, name: str) -> SafeString:
    """`ui/layout/<name>.html`, for a part that is the same on every page of a body."""
    return parts.render(name, context["layout"])


@register.simple_tag
@lru_cache(maxsize=1024)  # a list shows hundreds, and the hashed address of the sprite is dear to work out
def icon(name: str, classes: str = "") -> SafeString:
    """A decorative icon of the sprite, hidden from assistive technology. KeyError for an unknown name."""
    if name not in icons.NAMES:
        raise KeyError(f"no icon {name!r} in {icons.SPRITE}")
    return format_html(
        '<svg class="icon {}" width="24" height="24" aria-hidden="true" focusable="false">'
        '<use href="{}#it-{}"></use></svg>',
        classes,
        static(icons.SPRITE),
        name,
    )


@register.simple_tag
def status_chip(code: int, label: str) -> SafeString:
    """The state of an application: its code gives colour and icon, so colour is never the only sign."""
    look = states.look_of(code)
    return format_html('<span class="status status-{}">{}{}</span>', look.tone, icon(look.icon), label)


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """A calendar day in words inside <time>; an instant counts by its day in Rome. Nothing gives a dash."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), day_in_words(value))


@register.filter
def local_datetime(value: datetime | None) -> SafeString | str:
    """An instant in words on the Italian wall clock, inside <time>. Nothing gives a dash."""
    if value is None:
        return "–"
    wall_clock = clock.local(value)
    machine = wall_clock.isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', machine, instant_in_words(wall_clock))


@register.filter
def money(amount: Decimal | int) -> str:
    """Euros, from a Decimal or a whole number of euros: `1.234,50 €`."""
    text = f"{Decimal(amount):,.2f}"
    if not (get_language() or "it").startswith("en"):
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{text}\N{NO-BREAK SPACE}€"


@register.filter
def fiscal_code(value: str) -> SafeString:
    """A fiscal code in the monospaced face, where O and 0 differ."""
    return format_html('<span class="font-monospace text-nowrap">{}</span>', value)


@register.filter
def filesize(size: int) -> str:
    """Bytes as `12 kB` or `1,4 MB`, thousands as people count them."""
    if size < 1000:
        return f"{size}\N{NO-BREAK SPACE}byte"
    if size < 1_000_000:
        return f"{round(size / 1000)}\N{NO-BREAK SPACE}kB"
    text = f"{size / 1_000_000:.1f}"
    return (
        f"{text if (get_language() or 'it').startswith('en') else text.replace('.', ',')}\N{NO-BREAK SPACE}MB"
    )
