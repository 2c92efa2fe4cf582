"""`scrivania check` says what is wrong with each body, in one line each."""

import pytest
from django.db import connections

from scrivania.core import connectors, tenant_cache
from scrivania.core.delivery import deliver
from scrivania.core.ids import uuid7
from scrivania.core.jobs import enqueue
from scrivania.core.models import DeliveryStep, Tenant
from scrivania.program.commands.check import _problems
from scrivania.testing.bodies import TestBody
from scrivania.testing.outside import SimulatedRegistry

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "system"])


def problems() -> list[str]:
    tenant_cache.forget()
    found = list(_problems())
    connections["owner"].close()
    return found


def test_an_empty_footer_address_is_told(body: TestBody) -> None:
    tenant = Tenant.objects.using("system").get(pk=body.tenant.pk)
    tenant.profile["privacy_url"] = ""
    tenant.save(using="system", update_fields=["profile"])
    assert "montelieto: footer addresses missing: privacy_url." in problems()


def test_each_connector_is_asked(body: TestBody, simulated_registry: SimulatedRegistry) -> None:
    assert any(line.startswith("montelieto: SPID: this body has no key") for line in problems())
    assert "castelfiorito: registry: this body has no protocol registry configured." in problems()
    simulated_registry.use()
    assert not any(line.startswith("montelieto: registry") for line in problems())
    connectors.save_config("registry", "simulated", {"url": "http://127.0.0.1:9/registry", "aoo": "c_x001"})
    assert any(line.startswith("montelieto: registry: ") for line in problems())


def test_what_was_given_up_is_told(body: TestBody) -> None:
    step = DeliveryStep.objects.create(
        kind="mail",
        subject_kind="x",
        subject_id=uuid7(),
        key="k",
        state="exhausted",
        last_error="no such box",
    )
    assert f"montelieto: mail given up: no such box (step {step.pk})." in problems()
    enqueue(deliver, step_id=step.pk)
    with connections["default"].cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    assert any(line.endswith("failed for good: core.deliver.") for line in problems())
