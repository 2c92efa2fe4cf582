"""Querysets compiled once answer as the plain ones do."""

import uuid

import pytest
from django.db.models import QuerySet

from scrivania.core.db.prepared import Prepared
from scrivania.core.tenancy import NoTenant, tenant_context
from scrivania.tenants.models import StaffMember
from scrivania.testing.bodies import TestBody


def _by_email(email: str) -> QuerySet[StaffMember]:
    return StaffMember.objects.filter(email=email).select_related("user").defer("sort_key")


STAFF = Prepared(_by_email, tenant=uuid.UUID(int=1), email="sample")


def test_a_row_comes_with_its_related_ones(body: TestBody, django_assert_num_queries: object) -> None:
    member = body.operator("Andrea")
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = STAFF.first(email=member.email)
        assert found is not None
        assert (found.pk, found.user.kind) == (member.pk, "staff")
    assert found.sort_key == member.sort_key  # deferred: read when asked
    assert STAFF.first(email="nobody@body.example") is None


def test_each_body_finds_its_own(body: TestBody, other_body: TestBody) -> None:
    member = body.operator("Andrea")
    with other_body.here():
        assert STAFF.first(email=member.email) is None
    with tenant_context(None), pytest.raises(NoTenant):
        STAFF.first(email=member.email)
