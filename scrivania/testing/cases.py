"""Applications that were sent, and a registry that answers at once or refuses."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.test import override_settings

from scrivania.applications import forms
from scrivania.applications.actions import save_draft, start_draft, submit
from scrivania.applications.models import Application, Draft
from scrivania.catalog.models import Service
from scrivania.citizens.models import Citizen
from scrivania.core import clock
from scrivania.core.connectors import save_config
from scrivania.core.delivery import PermanentFailure
from scrivania.registry.contracts import DocumentToRegister, RegistrationReceipt

from .bodies import TestBody
from .forms import SMALL_DATA


def filled_draft(body: TestBody, citizen: Citizen, service: Service, data: dict[str, Any]) -> Draft:
    """A draft with every page filled in; it must be valid."""
    draft, _ = start_draft(body.actor(citizen), service)
    result = forms.check(draft.form_version, citizen, draft.data | data, draft)
    assert not result.errors, result.errors
    save_draft(draft, data=result.data, result=result, page=2)
    return draft


def sent_application(
    body: TestBody,
    *,
    citizen: Citizen | None = None,
    service: Service | None = None,
    data: dict[str, Any] = SMALL_DATA,
) -> Application:
    """An application just sent: the worker has not seen it yet."""
    with body.here():
        citizen = citizen or Citizen.objects.first() or body.citizen()
        service = service or Service.objects.first() or body.service()
        draft = filled_draft(body, citizen, service, data)
        return submit(body.actor(citizen), draft, received_at=clock.now())


class RegistryInMemory:
    """A `RegistryConnector` whose answers a test chooses: `refusal` is why it takes nothing."""

    refusal: ClassVar[str] = ""
    taken: ClassVar[dict[uuid.UUID, RegistrationReceipt]] = {}

    def __init__(self, config: dict[str, Any]) -> None:
        pass

    def register(self, document: DocumentToRegister) -> RegistrationReceipt:
        if self.refusal:
            raise PermanentFailure(self.refusal)
        number = f"{len(self.taken) + 1:07d}"
        return self.taken.setdefault(
            document.reference, RegistrationReceipt(number, "Registro ufficiale", clock.now())
        )

    def find(self, reference: uuid.UUID) -> RegistrationReceipt | None:
        return self.taken.get(reference)

    def check(self) -> None:
        pass


@contextmanager
def registry_in_memory() -> Iterator[type[RegistryInMemory]]:
    """The body at work uses this registry within the block."""
    path = f"{RegistryInMemory.__module__}.{RegistryInMemory.__qualname__}"
    RegistryInMemory.refusal, RegistryInMemory.taken = "", {}
    save_config("registry", "memory", {})
    with override_settings(REGISTRY_CONNECTORS={"memory": path}):
        yield RegistryInMemory
