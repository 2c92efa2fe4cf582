"""Writes about citizens."""

from dataclasses import asdict

from django.db import IntegrityError, transaction

from scrivania.citizens.contracts import VerifiedPerson
from scrivania.citizens.models import Citizen
from scrivania.core import audit
from scrivania.core.actor import Actor
from scrivania.core.models import User
from scrivania.core.sorting import sort_key

# What the provider did not tell this time, the citizen's own record keeps.
_KEPT_WHEN_UNTOLD = ("email", "phone", "address", "digital_address", "birth_date", "birth_place",
                     "birth_county", "gender")  # fmt: skip


def sign_in(person: VerifiedPerson, *, method: str, level: int, provider: str) -> Citizen:
    """Make or refresh the citizen of this fiscal code. Two first sign-ins at once make one citizen."""
    try:
        return _sign_in(person, method, level, provider)
    except IntegrityError:  # the other of two first sign-ins made it: refresh that one
        return _sign_in(person, method, level, provider)


@transaction.atomic
def _sign_in(person: VerifiedPerson, method: str, level: int, provider: str) -> Citizen:
    citizen = (
        Citizen.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(fiscal_code=person.fiscal_code)
        .first()
    )
    if citizen is None:
        user = User(kind=User.Kind.CITIZEN)
        user.set_unusable_password()
        user.save()
        citizen = Citizen(user=user, fiscal_code=person.fiscal_code)
    for name, value in asdict(person).items():
        if value or name not in _KEPT_WHEN_UNTOLD:
            setattr(citizen, name, value)
    citizen.sort_key = sort_key(person.family_name, person.given_name)
    citizen.save()
    actor = Actor(User.Kind.CITIZEN, citizen.user_id, citizen, method, level, provider)
    audit.record("citizens.sign_in", citizen, actor=actor, method=method, level=level)
    return citizen
