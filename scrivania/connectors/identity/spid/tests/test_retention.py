from datetime import timedelta

import pytest
from django.db import DatabaseError, connections

from scrivania.citizens.models import SignInLog, SignInRequest
from scrivania.citizens.tasks import forget_sign_ins
from scrivania.core import clock
from scrivania.core.tenancy import tenant_context

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "system"])


def kept(body) -> tuple[int, int]:
    with tenant_context(body.id):
        return SignInRequest.objects.count(), SignInLog.objects.count()


@pytest.mark.parametrize(("days", "left"), [(0, (2, 1)), (1, (0, 1)), (730, (0, 1)), (732, (0, 0))])
def test_what_is_kept_of_a_sign_in(browser, body, days: int, left: tuple[int, int]) -> None:
    browser.sign_in()
    browser.begin()
    with clock.frozen(clock.now() + timedelta(days=days)):
        forget_sign_ins()
    assert kept(body) == left


def test_the_register_can_t_be_altered(browser, body) -> None:
    browser.sign_in()
    for role, statement in (
        ("default", "DELETE FROM citizens_signinlog"),
        ("default", "UPDATE citizens_signinlog SET outcome = ''"),
        ("system", "UPDATE citizens_signinlog SET outcome = ''"),
    ):
        with tenant_context(body.id), pytest.raises(DatabaseError, match="permission denied"):
            connections[role].cursor().execute(statement)
    assert kept(body)[1] == 1
