"""One spelling for each JSON value, so that its hash can be made again by anybody (RFC 8785)."""

import json
import math
from collections.abc import Mapping, Sequence

Json = Mapping[str, "Json"] | Sequence["Json"] | str | float | bool | None


def canonical_json(data: Json) -> bytes:
    """UTF-8, keys sorted by UTF-16 unit, no spaces, numbers as ECMAScript writes them.

    Integers beyond 2**53 keep all their digits instead of being refused.
    Raises ValueError for NaN, infinity and unpaired surrogates, TypeError for what JSON has no word for.
    """
    return _text(data).encode()


def _text(value: Json) -> str:
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, str | int | None):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{_text(key)}:{_text(value[key])}" for key in keys) + "}"
    if isinstance(value, Sequence):
        return "[" + ",".join(map(_text, value)) + "]"
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _number(value: float) -> str:
    """ECMAScript's Number::toString: Python has the same shortest digits, but other exponents."""
    if not math.isfinite(value):
        raise ValueError("JSON has no NaN and no infinity")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    unpadded = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(unpadded))
    return sign + _placed(unpadded.rstrip("0"), point)


def _placed(digits: str, point: int) -> str:
    """The digits with the decimal point after `point` of them, by ECMAScript's four cases."""
    if len(digits) <= point <= 21:
        return digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    return f"{digits[0]}{'.' if digits[1:] else ''}{digits[1:]}e{point - 1:+d}"
