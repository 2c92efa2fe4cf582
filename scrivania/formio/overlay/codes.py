"""Italian codes that a form asks to be checked by `validate.scrivania`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stdnum import iban, luhn
from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale, iva

PROVISIONAL = 11


@dataclass(frozen=True)
class Code:
    """`check` returns the code in its compact form or raises stdnum's ValidationError."""

    check: Callable[[str], str]
    compact: Callable[[str], str]


def fiscal_code(value: str) -> str:
    """D.M. 23/12/1976: omocodia (letters in place of digits) and births abroad (Z and three digits in place
    of the municipality) included. Provisional codes have eleven digits and, unlike VAT numbers, any office.
    """
    compact = codicefiscale.compact(value)
    return luhn.validate(compact) if len(compact) == PROVISIONAL else codicefiscale.validate(compact)


CODES: Mapping[str, Code] = {
    "fiscal_code": Code(fiscal_code, codicefiscale.compact),
    "iban": Code(iban.validate, iban.compact),
    "vat": Code(iva.validate, iva.compact),
}


def is_valid(name: str, value: str) -> bool:
    try:
        CODES[name].check(value)
    except ValidationError:
        return False
    return True
