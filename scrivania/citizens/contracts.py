"""Identity connectors: ways for citizens to sign in. Named in settings.IDENTITY_CONNECTORS."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from scrivania.core.tenant_cache import TenantInfo


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


@dataclass(frozen=True, slots=True)
class SignInChoice:
    """A button of the sign-in page. `url` is a path of ours; the page adds `&next=<path>` to it."""

    label: str
    url: str


class IdentityConnector(Protocol):
    """A connector SHALL call `actions.sign_in` with a VerifiedPerson and then `core.signin.open_session`."""

    def choices(self, tenant: TenantInfo) -> list[SignInChoice]:
        """The providers this body offers now, in the order to show them; empty when it isn't set up."""

    def check(self, tenant: TenantInfo) -> list[str]:
        """What is wrong or soon will be, a sentence each; empty when all is well. MAY take seconds."""
