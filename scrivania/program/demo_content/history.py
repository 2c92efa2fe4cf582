"""The demo's past: applications led through their states by the program's own actions, at their own time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from scrivania.applications import actions, forms, tasks
from scrivania.applications.models import Application, Draft
from scrivania.applications.queries import open_request
from scrivania.catalog.models import Service
from scrivania.citizens.models import Citizen
from scrivania.conversations.models import Message
from scrivania.core import clock, delivery
from scrivania.core.actor import Actor
from scrivania.core.models import DeliveryStep, User
from scrivania.program.demo_content.paper import sample_pdf
from scrivania.program.demo_content.reading import instant, resolved
from scrivania.registry.models import Registration
from scrivania.tenants.models import StaffMember

_REGISTER = "Protocollo generale"
_FIRST_NUMBER = 4000


def replay(seeds: list[dict[str, Any]]) -> None:
    """In the order of their submission, so that numbers grow with time."""
    for seed in sorted(seeds, key=lambda seed: instant(seed["created_at"])):
        _Replay(seed).run()
    _settle_mail()


class _Replay:
    """One seed: a draft, or an application with its events."""

    def __init__(self, seed: dict[str, Any]) -> None:
        self.seed = seed
        self.citizen = Citizen.objects.select_related("user").get(fiscal_code=seed["citizen"])
        self.actor = Actor(User.Kind.CITIZEN, self.citizen.user_id, self.citizen, "spid", 2, "demo")
        self.application: Application | None = None

    def run(self) -> None:
        created = instant(self.seed["created_at"])
        with clock.frozen(created):
            draft = self._draft()
            if self.seed["events"]:
                self.application = actions.submit(self.actor, draft, received_at=clock.now())
        for event in self.seed["events"]:
            if "due_on" in event:  # counted from today, so before the clock is set back
                event = event | {"due_on": instant(event["due_on"]).date()}
            with clock.frozen(instant(event["at"])):
                self._events[event["event"]](self, event)
        for note in self.seed["notes"]:
            with clock.frozen(instant(note["at"])):
                actions.add_note(_staff(note["operator"]), self._pk(), note["text"])

    def _draft(self) -> Draft:
        service = Service.objects.get(slug=self.seed["service"])
        opens_at, closes_at = service.opens_at, service.closes_at
        service.opens_at = service.closes_at = None  # the past had other windows than the card shows today
        draft, _ = actions.start_draft(self.actor, service)
        draft.service = service
        data = draft.data | resolved(self.seed["data"], clock.local(clock.now()))
        definition = forms.definition_of(draft.form_version)
        for path, papers in self.seed["files"].items():
            component = definition.components[path]
            uploads = [ContentFile(sample_pdf(row["title"], row["lines"]), row["name"]) for row in papers]
            data[path] = [{"id": str(actions.attach_file(draft, component, upload).pk)} for upload in uploads]
        result = forms.check(draft.form_version, self.citizen, data, draft)
        kept = result.data if self.seed["events"] else data
        unfinished = [page.index for page in definition.pages if result.errors_on(definition, page.index)]
        reached = unfinished[0] if unfinished else len(definition.pages) - 1
        actions.save_draft(draft, data=kept, result=result, page=reached)
        if not self.seed["events"]:
            service.opens_at, service.closes_at = opens_at, closes_at
        return draft

    def _pk(self) -> Any:
        assert self.application is not None  # noqa: S101  events follow a submission
        return self.application.pk

    def _submit(self, event: dict[str, Any]) -> None:
        """Done by `run`; the document is made at once, save for one sent this very moment."""

    def _register(self, event: dict[str, Any]) -> None:
        tasks.make_first_receipt.function(application_id=str(self._pk()))
        tasks.make_application_pdf.function(application_id=str(self._pk()))
        _registry_answers()
        tasks.make_receipt.function(application_id=str(self._pk()))

    def _take_charge(self, event: dict[str, Any]) -> None:
        actions.take_charge(_staff(event["operator"]), self._pk())

    def _request_integration(self, event: dict[str, Any]) -> None:
        request = actions.request_integration(
            _staff(event["operator"]), self._pk(), text=event["text"], due_on=event["due_on"]
        )
        tasks.make_integration_request_pdf.function(request_id=str(request.pk))
        _registry_answers()

    def _answer_integration(self, event: dict[str, Any]) -> None:
        application = Application.objects.get(pk=self._pk())
        request = open_request(application)
        if request is None:
            raise LookupError(f"{self.seed['key']}: no open request")
        for upload in _uploads(event):
            actions.attach_to_integration(request, upload)
        actions.answer_integration(self.actor, application, text=event["text"])
        tasks.make_integration_answer_pdf.function(request_id=str(request.pk))
        _registry_answers()

    def _resume(self, event: dict[str, Any]) -> None:
        """The registration of the answer has resumed the case already."""

    def _accept(self, event: dict[str, Any]) -> None:
        self._decide(actions.accept, event)

    def _reject(self, event: dict[str, Any]) -> None:
        self._decide(actions.reject, event)

    def _decide(self, decide: Callable[..., Application], event: dict[str, Any]) -> None:
        decide(_staff(event["operator"]), self._pk(), reasons=event["text"], uploads=_uploads(event))
        tasks.make_outcome_pdf.function(application_id=str(self._pk()))
        _registry_answers()

    _events = {
        "submit": _submit,
        "register": _register,
        "take_charge": _take_charge,
        "request_integration": _request_integration,
        "answer_integration": _answer_integration,
        "resume": _resume,
        "accept": _accept,
        "reject": _reject,
    }


def _staff(email: str) -> Actor:
    member = StaffMember.objects.get(email=email)
    return Actor(User.Kind.STAFF, member.user_id, member, "password")


def _uploads(event: dict[str, Any]) -> list[ContentFile[bytes]]:
    return [
        ContentFile(sample_pdf(row["title"], row["lines"]), row["name"]) for row in event.get("files", [])
    ]


def _registry_answers() -> None:
    """What waits for the registry is answered as of now; answers may plan more (attachments)."""
    while steps := list(DeliveryStep.objects.filter(kind="registry").exclude(state=DeliveryStep.State.DONE)):
        for step in steps:
            taken = Registration.objects.exclude(number="").count()
            number = f"{_FIRST_NUMBER + taken:07d}/{clock.today().year}"
            answer = {"register": _REGISTER, "registered_at": clock.now().isoformat()}
            delivery.close(step, delivery.Delivered(number, answer))


def _settle_mail() -> None:
    """The past's mails were sent in the past, and its messages read, but for the last days' ones."""
    recent = clock.now() - timedelta(days=7)
    DeliveryStep.objects.filter(kind="mail").update(state=DeliveryStep.State.DONE, done_at=clock.now())
    Message.objects.filter(created_at__lt=recent).update(read_at=recent)
