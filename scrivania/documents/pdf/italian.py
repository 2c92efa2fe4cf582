"""How dates, instants and sizes are written in an Italian act, whatever language the process speaks."""

from datetime import date, datetime, timedelta

from scrivania.core import clock

_MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)


def day(value: date) -> str:
    number = "1º" if value.day == 1 else value.day
    return f"{number} {_MONTHS[value.month - 1]} {value.year}"


def instant(value: datetime) -> str:
    """To the second, with the offset: at the end of summer time an hour comes twice."""
    local = clock.local(value)
    offset = (local.utcoffset() or timedelta()) // timedelta(hours=1)
    return f"{day(local)}, ore {local:%H:%M:%S} (UTC{offset:+d})"


def size(octets: int) -> str:
    """Decimal units and comma, as file managers show them."""
    if octets < 1000:
        return f"{octets} byte"
    if octets < 1_000_000:
        return f"{octets / 1000:.0f} kB"
    return f"{octets / 1_000_000:.1f} MB".replace(".", ",")
