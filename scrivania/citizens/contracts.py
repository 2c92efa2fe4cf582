"""What an identity connector hands over."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class VerifiedPerson:
    """A person as a verified identity provider describes them. Empty text and None mean not told.

    `fiscal_code` without the `TINIT-` prefix, upper case. `birth_place` is a Belfiore code.
    """

    fiscal_code: str
    given_name: str
    family_name: str
    birth_date: date | None = None
    birth_place: str = ""
    birth_county: str = ""
    gender: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    digital_address: str = ""
