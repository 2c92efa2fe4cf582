from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..django_setup import set_up
from ..installation import Installation
from . import options as shared

if TYPE_CHECKING:
    from scrivania.core.tenant_cache import TenantInfo

DATA = "var"
_MOST_TOLD = 100
RED, NORMAL = "\033[31m", "\033[0m"


def configure(parser: argparse.ArgumentParser) -> None:
    shared.add_data(parser)


def run(options: argparse.Namespace) -> int:
    """Say everything that is wrong, one line each; 0 only when nothing is."""
    installation = Installation.from_environment()
    installation.create()
    with installation.database():
        set_up(installation)
        problems = list(_problems())
    for problem in problems:
        print(f"{RED}{problem}{NORMAL}" if sys.stdout.isatty() else problem)
    if not problems:
        print("Everything checked is in order.")
    return 1 if problems else 0


def _problems() -> Iterator[str]:
    from django.core.checks import run_checks

    for message in run_checks(include_deployment_checks=False):
        yield f"{message.id}: {message.msg}"
    pending = _pending_migrations()
    if pending:
        yield f"The database is older than the program: run scrivania migrate ({pending} to apply)."
        return
    from scrivania.tenants.queries import missing_addresses

    for body, names in missing_addresses().items():
        yield f"{body}: footer addresses missing: {', '.join(names)}."
    yield from _connector_problems()
    yield from _given_up()


def _connector_problems() -> Iterator[str]:
    """What each body's connectors say of their settings, connection and credentials."""
    from django.utils import translation

    from scrivania.core.tenancy import tenant_context
    from scrivania.core.tenant_cache import active

    for tenant in active():
        with tenant_context(tenant.id), translation.override("en"):  # as all that commands say
            for problem in [*_identity_problems(tenant), *_registry_problems()]:
                yield f"{tenant.slug}: {problem}"


def _given_up() -> Iterator[str]:
    """Outside effects and jobs that nothing tries again by itself."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    from scrivania.core.models import DeliveryStep

    steps = DeliveryStep.unscoped.using("system").filter(state=DeliveryStep.State.EXHAUSTED)
    for step in steps.select_related("tenant").order_by("pk")[:_MOST_TOLD]:
        yield f"{step.tenant.slug}: {step.kind} given up: {step.last_error} (step {step.pk})."
    jobs = ProcrastinateJob.objects.using("system").filter(status="failed")
    for failed in jobs.order_by("pk")[:_MOST_TOLD]:
        yield f"Job {failed.pk} failed for good: {failed.task_name}."


def _identity_problems(tenant: TenantInfo) -> Iterator[str]:
    from django.conf import settings
    from django.utils.module_loading import import_string

    for path in settings.IDENTITY_CONNECTORS.values():
        yield from import_string(path)().check(tenant)


def _registry_problems() -> Iterator[str]:
    from scrivania.core.delivery import OutcomeUnknown, PermanentFailure, TemporaryFailure
    from scrivania.registry.delivery import connector

    try:
        connector().check()
    except (OutcomeUnknown, PermanentFailure, TemporaryFailure) as failure:
        yield f"registry: {failure}."


def _pending_migrations() -> int:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
