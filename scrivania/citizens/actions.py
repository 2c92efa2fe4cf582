"""Writes about citizens."""

import json
from dataclasses import asdict
from datetime import timedelta

from django.db import IntegrityError, transaction

from scrivania.citizens.contracts import VerifiedPerson
from scrivania.citizens.models import Citizen, SignInLog, SignInRequest
from scrivania.core import audit, clock, crypto, ids
from scrivania.core.actor import Actor
from scrivania.core.models import User
from scrivania.core.sorting import sort_key

# What the provider did not tell this time, the citizen's own record keeps.
_KEPT_WHEN_UNTOLD = ("email", "phone", "address", "digital_address", "birth_date", "birth_place",
                     "birth_county", "gender")  # fmt: skip

REQUEST_LIFETIME = timedelta(minutes=15)


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


def choose_language(citizen: Citizen, code: str) -> None:
    """The language of what we write to them; `code` is one of settings.LANGUAGES."""
    Citizen.objects.filter(pk=citizen.pk).update(language=code)


def begin_sign_in(request: SignInRequest, *, relay_state: str, browser: str, message: bytes) -> None:
    """Keep a request under way; only the browser that holds the code `browser` can end it."""
    request.relay_hash = ids.hashed(relay_state)
    request.browser_hash = ids.hashed(browser)
    request.message = crypto.encrypt(message)
    request.expires_at = request.issued_at + REQUEST_LIFETIME
    request.save()


def take_sign_in(*, relay_state: str, browser: str) -> SignInRequest | None:
    """The request under way in this browser, once: whatever comes of it, the next caller gets None."""
    now = clock.now()
    waiting = SignInRequest.objects.filter(
        relay_hash=ids.hashed(relay_state), browser_hash=ids.hashed(browser)
    )
    with transaction.atomic():
        request = waiting.filter(used_at=None, expires_at__gt=now).select_for_update().first()
        if request is not None:
            request.used_at = now
            request.save(update_fields=["used_at"])
    return request


def log_sign_in(
    request: SignInRequest,
    *,
    response: bytes,
    response_id: str,
    outcome: str,
    citizen: Citizen | None,
    **facts: str,
) -> SignInLog:
    """Add to the register of transactions; `facts` are what the norm wants beside the two messages."""
    exchange = {
        "request": crypto.decrypt(bytes(request.message)).decode(),
        "response": response.decode(errors="replace"),
        **facts,
    }
    return SignInLog.objects.create(
        method=request.method,
        provider=request.provider,
        request_id=request.request_id,
        response_id=response_id[:200],
        outcome=outcome[:200],
        citizen=citizen,
        exchange=crypto.encrypt(json.dumps(exchange).encode()),
    )
