"""What a protocol registry must do, whoever sells it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DocumentToRegister:
    """One document of a case. `reference` is ours and goes along, to find the registration again.

    `occurred_at`, aware, is when it came or went out; `parent_number` is of an attachment's main document.
    """

    reference: uuid.UUID
    direction: str
    title: str
    correspondent_name: str
    correspondent_code: str
    occurred_at: datetime
    file_name: str
    media_type: str
    sha256: str
    content: bytes
    parent_number: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationReceipt:
    """What the registry answers. `registered_at` is aware."""

    number: str
    register: str
    registered_at: datetime


class RegistryConnector(Protocol):
    """A registry. Called by the worker only, never twice at once for one document."""

    def register(self, document: DocumentToRegister) -> RegistrationReceipt:
        """SHALL register these very bytes. SHALL raise core.delivery's failures, OutcomeUnknown when the call
        broke off after it was sent."""

    def find(self, reference: uuid.UUID) -> RegistrationReceipt | None:
        """The registration of `reference`, or None if there is none. MAY be slow; SHALL NOT register."""

    def check(self) -> None:
        """SHALL raise TemporaryFailure or PermanentFailure when settings, connection or credentials fail."""
