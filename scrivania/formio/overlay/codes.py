"""Italian codes that a form asks to be checked by `validate.scrivania`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale, iva


@dataclass(frozen=True)
class Code:
    """`check` returns the code in its compact form or raises stdnum's ValidationError."""

    check: Callable[[str], str]
    compact: Callable[[str], str]


# The fiscal code of D.M. 23/12/1976: omocodia (letters in place of digits), births abroad (Z and
# three digits in place of the municipality) and the 11-digit provisional codes are all accepted.
CODES: Mapping[str, Code] = {
    "fiscal_code": Code(codicefiscale.validate, codicefiscale.compact),
    "iban": Code(iban.validate, iban.compact),
    "vat": Code(iva.validate, iva.compact),
}


def is_valid(name: str, value: str) -> bool:
    try:
        CODES[name].check(value)
    except ValidationError:
        return False
    return True
