"""Registration as a delivery step."""

import hashlib

from django.conf import settings
from django.utils.module_loading import import_string

from scrivania.core import connectors, files
from scrivania.core.delivery import Delivered, PermanentFailure
from scrivania.core.models import DeliveryStep
from scrivania.registry.contracts import DocumentToRegister, RegistrationReceipt, RegistryConnector
from scrivania.registry.models import Registration


class RegistryHandler:
    """Registers a document with the registry its body uses."""

    def send(self, step: DeliveryStep) -> Delivered:
        registration = _registration(step)
        return _delivered(connector().register(_document(registration)))

    def find(self, step: DeliveryStep) -> Delivered | None:
        receipt = connector().find(step.subject_id)
        return _delivered(receipt) if receipt else None


def _registration(step: DeliveryStep) -> Registration:
    return Registration.objects.select_related("document", "parent").get(pk=step.subject_id)


def connector() -> RegistryConnector:
    """The registry of the body at work. Raises PermanentFailure where it has none."""
    used = connectors.in_use("registry")
    if used is None:
        raise PermanentFailure("this body has no protocol registry configured")
    name, config = used
    made: RegistryConnector = import_string(settings.REGISTRY_CONNECTORS[name])(config)
    return made


def _document(registration: Registration) -> DocumentToRegister:
    stored = registration.document
    content = files.read(stored)
    if hashlib.sha256(content).hexdigest() != registration.sha256:
        raise PermanentFailure("the stored file is no longer the one to register")
    return DocumentToRegister(
        reference=registration.pk,
        direction=registration.direction,
        title=registration.title,
        correspondent_name=registration.correspondent_name,
        correspondent_code=registration.correspondent_code,
        occurred_at=registration.occurred_at,
        file_name=stored.name,
        media_type=stored.media_type,
        sha256=registration.sha256,
        content=content,
        parent_number=registration.parent.number if registration.parent else "",
    )


def _delivered(receipt: RegistrationReceipt) -> Delivered:
    result = {"register": receipt.register, "registered_at": receipt.registered_at.isoformat()}
    return Delivered(receipt.number, result)
