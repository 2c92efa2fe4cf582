"""Starting, saving and leaving a draft.

Saves are not in the audit trail: a draft is its citizen's own sheet of paper until it is sent.
"""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import F

from scrivania.applications import forms
from scrivania.applications.models import Draft
from scrivania.applications.prefill import first_rows, initial_data
from scrivania.catalog.models import Service
from scrivania.catalog.openings import Opening, opening_at
from scrivania.catalog.queries import published_form
from scrivania.citizens.models import Citizen
from scrivania.core import audit, clock, files
from scrivania.core.actor import Actor
from scrivania.core.models import StoredFile
from scrivania.formio import Component, EngineBusy, FormBroken, Result, max_size, patterns


class NotOpen(Exception):
    """The service takes no applications now; `opening` says why."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.opening = opening


class StaleDraft(Exception):
    """Somebody, perhaps the same person in another tab, saved the draft in the meantime."""


class LevelTooLow(Exception):
    """The citizen must sign in with a stronger identity, of `needed` level."""

    def __init__(self, needed: int) -> None:
        super().__init__(needed)
        self.needed = needed


# Access level codes to what a sign-in proves: level of SPID; CIE counts as 3.
_LEVEL_NEEDED = {
    Service.AccessLevel.ANONYMOUS: 0,
    Service.AccessLevel.SOCIAL: 0,
    Service.AccessLevel.SPID_1: 1,
    Service.AccessLevel.SPID_2: 2,
    Service.AccessLevel.CIE: 3,
}


def level_needed(service: Service) -> int:
    return _LEVEL_NEEDED[Service.AccessLevel(service.access_level)]


def check_level(actor: Actor, service: Service) -> None:
    """Raises LevelTooLow."""
    needed = level_needed(service)
    if actor.level < needed:
        raise LevelTooLow(needed)


def start_draft(actor: Actor, service: Service) -> tuple[Draft, bool]:
    """The citizen's open draft for a service, or a new one (True).

    Raises NotOpen, LevelTooLow, FormBroken, EngineBusy.
    """
    check_level(actor, service)
    citizen: Citizen = actor.person
    existing = _open_draft(citizen, service)
    if existing is not None:
        return existing, False
    opening = opening_at(service, clock.now())
    version = published_form(service)
    if opening != Opening.OPEN or version is None:
        raise NotOpen(opening if opening != Opening.OPEN else Opening.HIDDEN)
    definition = forms.definition_of(version)
    data = initial_data(definition, citizen)
    result = forms.check(version, citizen, first_rows(definition) | data)
    draft = Draft(
        citizen=citizen, service=service, form_version=version, data=result.data | data,
        outcome=forms.as_stored(result),
    )  # fmt: skip
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:  # two tabs started it together
        other = _open_draft(citizen, service)
        if other is None:
            raise
        return other, False
    return draft, True


def _open_draft(citizen: Citizen, service: Service) -> Draft | None:
    return Draft.objects.filter(citizen=citizen, service=service, submitted_at=None).first()


def save_draft(draft: Draft, *, data: dict[str, Any], result: Result | None, page: int) -> None:
    """Keep what the citizen wrote, valid or not. Compare-and-swap on `draft.version`: raises StaleDraft.

    `result` is the engine's answer about `data`, None when only files or raw values changed.
    """
    data = forms.storable(data)
    outcome = forms.as_stored(result) if result is not None else draft.outcome
    furthest = max(draft.page, page)
    changed = Draft.objects.filter(pk=draft.pk, version=draft.version, submitted_at=None).update(
        data=data, outcome=outcome, page=furthest, version=F("version") + 1, updated_at=clock.now()
    )
    if not changed:
        raise StaleDraft
    draft.data, draft.outcome, draft.page = data, outcome, furthest
    draft.version += 1


def write_page(
    draft: Draft, citizen: Citizen, *, data: dict[str, Any], page: int, advance: bool = False
) -> Result:
    """Save what a page (from 0) posted, and what the engine says of it; `advance` opens the next page if this
    one is right. Raises StaleDraft; FormBroken and EngineBusy once `data` is safe."""
    try:
        result = forms.check(draft.form_version, citizen, data, draft)
    except (FormBroken, EngineBusy):
        save_draft(draft, data=data, result=None, page=draft.page)
        raise
    definition = forms.definition_of(draft.form_version)
    passed = advance and not result.errors_on(definition, page)
    data = forms.with_computed(definition, data, result)
    save_draft(draft, data=data, result=result, page=page + 1 if passed else page)
    return result


def attach_file(draft: Draft, component: Component, upload: File[Any]) -> StoredFile:
    """Keep a file chosen in a step. Raises core.files.FileRefused with what to do."""
    wanted = [pattern.lstrip("*.") for pattern in patterns(component) if "/" not in pattern]
    return files.store(
        upload,
        name=upload.name or "file",
        subject=draft,
        max_size=max_size(component),
        extensions=wanted or files.ACCEPTED,
    )


@transaction.atomic
def adopt_file(draft: Draft, stored: StoredFile) -> StoredFile:
    """Take into the draft a file that waited in quarantine while its owner signed in again."""
    stored.subject_kind, stored.subject_id = audit.kind_of(draft), draft.pk
    stored.state = StoredFile.State.CLEAN
    stored.save(update_fields=["subject_kind", "subject_id", "state"])
    return stored


def remove_file(draft: Draft, file_id: str) -> None:
    """Forget a file of the draft; an id that is not its own removes nothing."""
    for stored in forms.files_of(draft):
        if str(stored.pk) == file_id:
            files.remove(stored)


@transaction.atomic
def discard_draft(actor: Actor, draft: Draft) -> None:
    audit.record("applications.discard_draft", draft, actor=actor)
    for stored in forms.files_of(draft):
        files.remove(stored)
    Draft.objects.filter(pk=draft.pk, submitted_at=None).delete()
