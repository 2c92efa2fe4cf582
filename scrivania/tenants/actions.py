"""Writes about bodies, offices and staff."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from scrivania.core import audit, tenant_cache
from scrivania.core.actor import NOBODY, Actor
from scrivania.core.limits import Limit
from scrivania.core.models import Tenant, TenantHost, User
from scrivania.core.sorting import sort_key
from scrivania.tenants.models import Office, StaffMember
from scrivania.tenants.profile import BodyProfile

# Enough for a forgetful morning; an office may share one address.
# Wrong tries from elsewhere must not lock a person out: the narrow limit is of an account from one address.
_TRIES_FROM_HERE = Limit("staff-account-address", most=10, seconds=900)
_TRIES_OF_ACCOUNT = Limit("staff-account", most=100, seconds=900)
_TRIES_OF_ADDRESS = Limit("staff-address", most=60, seconds=900)


class TooManyTries(Exception):
    """Wait before the next password: at most a quarter of an hour."""


def create_tenant(
    *, slug: str, name: str, ipa_code: str, base_urls: dict[str, str], profile: BodyProfile
) -> Tenant:
    """Make a body, with its hosts as {host name: public base URL}. Runs as the system role."""
    with transaction.atomic(using="system"):
        tenant = Tenant(slug=slug, name=name, ipa_code=ipa_code, profile=asdict(profile))
        tenant.save(using="system")
        for host, base_url in base_urls.items():
            TenantHost.objects.using("system").create(host=host, tenant=tenant, base_url=base_url)
    tenant_cache.forget()
    return tenant


def move_host(host: str, base_url: str) -> None:
    """Change the public address of a host. Runs as the system role."""
    TenantHost.objects.using("system").filter(host=host).update(base_url=base_url)
    tenant_cache.forget()


@transaction.atomic
def create_office(actor: Actor, *, slug: str, **fields: Any) -> Office:
    office = Office.objects.create(slug=slug, **fields)
    audit.record("tenants.create_office", office, actor=actor)
    return office


@transaction.atomic
def create_staff_member(
    actor: Actor, *, email: str, given_name: str, family_name: str, password: str
) -> StaffMember:
    user = User(kind=User.Kind.STAFF)
    user.set_password(password)
    user.save()
    member = StaffMember.objects.create(
        user=user,
        email=email.lower(),
        given_name=given_name,
        family_name=family_name,
        sort_key=sort_key(family_name, given_name),
    )
    audit.record("tenants.create_staff_member", member, actor=actor)
    return member


def check_password(email: str, password: str) -> User | None:
    """The active staff user with this password, or None; a missing account takes as long as a wrong one."""
    member = StaffMember.objects.select_related("user").filter(email=email.strip().lower()).first()
    if member is None:
        User().set_password(password)
        return None
    user: User = member.user
    return user if user.is_active and user.check_password(password) else None


def try_password(email: str, password: str, *, address: str) -> User | None:
    """`check_password`, as often as the account and the network address allow. Raises TooManyTries."""
    account = email.strip().lower()
    here = f"{account} {address}"
    slots = (_TRIES_FROM_HERE.take(here), _TRIES_OF_ACCOUNT.take(account), _TRIES_OF_ADDRESS.take(address))
    if None in slots:
        raise TooManyTries
    user = check_password(account, password)
    with transaction.atomic():
        action = "tenants.sign_in" if user else "tenants.sign_in_refused"
        audit.record(action, user, actor=NOBODY)
    if user is not None:
        _TRIES_FROM_HERE.forget(here)
        _TRIES_OF_ACCOUNT.give_back(str(slots[1]))
        _TRIES_OF_ADDRESS.give_back(str(slots[2]))
    return user


@transaction.atomic
def change_password(actor: Actor, password: str) -> User:
    """Give the actor a new password: every session of theirs ends. The caller has checked the old one."""
    user = User.objects.select_for_update().get(pk=actor.person.user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("tenants.change_password", user, actor=actor)
    return user
