import re
from datetime import UTC, datetime, timedelta

from .errors import SamlError

# Clocks of identity providers are kept by NTP; a minute covers a slow network too.
SKEW = timedelta(seconds=60)

_UTC_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z", re.ASCII)


def format_instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_instant(text: str | None, *, check: int) -> datetime:
    """The SPID rules want UTC with a final Z: other legal xs:dateTime forms are refused."""
    match = _UTC_INSTANT.fullmatch(text or "")
    if match is None:
        raise SamlError(f"not a UTC instant: {text!r}", check=check)
    try:
        moment = datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
    except ValueError as error:
        raise SamlError(f"no such instant: {text!r}", check=check) from error
    return moment + timedelta(microseconds=int((match[2] or "0").ljust(6, "0")[:6]))
