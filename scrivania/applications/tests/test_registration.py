"""An application and its acts reach the registry once, with their own date, whatever the registry does."""

import hashlib
import threading
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.db import connections

from scrivania.applications import papers, tasks
from scrivania.applications.actions import accept, answer_integration, request_integration, take_charge
from scrivania.applications.models import Application, Attachment
from scrivania.applications.queries import mine
from scrivania.applications.transitions import Status
from scrivania.conversations.models import Message
from scrivania.core import clock, delivery, files
from scrivania.core.models import ConnectorSetting, DeliveryStep, StoredFile
from scrivania.core.tenancy import tenant_context
from scrivania.documents.models import Document
from scrivania.registry.models import Registration
from scrivania.testing.bodies import TestBody
from scrivania.testing.cases import sent_application
from scrivania.testing.outside import SimulatedRegistry, free_port
from scrivania.testing.worker import next_job_at, run_jobs, run_next_job

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def first_receipt(application: Application) -> Document:
    return Document.objects.get(subject_id=application.pk, kind=Document.Kind.FIRST_RECEIPT)


def work(attempts: int = 6) -> None:
    """Run jobs, and those that wait as their time comes."""
    run_jobs()
    for _ in range(attempts):
        due = next_job_at()
        if due is None:
            return
        with clock.frozen(due):
            run_jobs()


def registration_of(application: Application, purpose: str = "application") -> Registration:
    return Registration.objects.get(subject_id=application.pk, purpose=purpose)


def step_of(registration: Registration) -> DeliveryStep:
    return DeliveryStep.objects.get(kind="registry", subject_id=registration.pk)


def attach(application: Application, name: str) -> Attachment:
    stored = files.save_bytes(
        PDF + name.encode(), name=name, media_type=files.PDF, puid="", subject=application
    )
    return Attachment.objects.create(
        application=application, stored=stored, origin=Attachment.Origin.FORM, label=name
    )


@pytest.mark.parametrize(
    ("fault", "options"),
    [
        ("timeout_after_commit", {"seconds": 1}),
        ("bad_gateway", {}),
        ("duplicate", {}),
        ("down", {"times": 3}),
        ("ko_unavailable", {}),
        ("slow", {"seconds": 0.1}),
    ],
)
def test_one_registration_whatever_the_registry_answers(
    body: TestBody, simulated_registry: SimulatedRegistry, fault: str, options: dict
) -> None:
    application = sent_application(body)
    simulated_registry.use(timeout_s=0.5)
    simulated_registry.fail(fault, **options)
    work()
    application.refresh_from_db()
    assert simulated_registry.numbers() == [application.registration_number]
    assert application.status == Status.REGISTERED
    assert DeliveryStep.objects.filter(kind="registry").exclude(state=DeliveryStep.State.DONE).count() == 0


def test_a_registry_that_commits_after_we_gave_up_is_read_back_in_time(
    body: TestBody, simulated_registry: SimulatedRegistry
) -> None:
    application = sent_application(body)
    simulated_registry.use(timeout_s=0.2)
    simulated_registry.fail("late_commit", seconds=0.5)
    run_jobs()
    assert simulated_registry.numbers() == []
    threading.Event().wait(0.5)  # in life, the minute before reading back
    work()
    application.refresh_from_db()
    assert simulated_registry.numbers() == [application.registration_number]


def test_the_registry_gets_the_very_bytes_and_the_day_of_sending(
    body: TestBody, simulated_registry: SimulatedRegistry
) -> None:
    application = sent_application(body)
    work()
    registration = registration_of(application)
    (received,) = simulated_registry.documents()
    document = received["document"]
    assert simulated_registry.content(received["number"]) == files.read(registration.document)
    assert document["sha256"] == registration.document.sha256
    assert datetime.fromisoformat(document["occurred_at"]) == application.submitted_at
    assert (document["direction"], document["correspondent_code"]) == ("E", "FRRGLI91E57A944N")
    assert application.number in document["title"]


def test_what_was_registered_never_changes(body: TestBody, simulated_registry: SimulatedRegistry) -> None:
    """The number comes on pages and on a second edition of the receipt; the document stays as it was."""
    application = sent_application(body)
    work()
    kept = registration_of(application).document
    before = files.read(kept)
    for _ in range(2):
        tasks.make_application_pdf.function(application_id=str(application.pk))
        run_jobs()
    kept.refresh_from_db()
    assert files.read(kept) == before
    assert hashlib.sha256(before).hexdigest() == kept.sha256
    assert Document.objects.filter(subject_id=application.pk, kind=Document.Kind.APPLICATION).count() == 1
    assert len(simulated_registry.numbers()) == 1


def test_changed_bytes_are_not_registered(body: TestBody, simulated_registry: SimulatedRegistry) -> None:
    application = sent_application(body)
    simulated_registry.fail("down")
    run_jobs()
    registration = registration_of(application)
    with default_storage.open(registration.document.path, "wb") as stored:
        stored.write(b"%PDF-1.4 something else")
    work()
    assert simulated_registry.numbers() == []
    assert step_of(registration).state == DeliveryStep.State.EXHAUSTED


@pytest.mark.parametrize("down", ["answers 503", "not there"])
def test_a_registry_down_for_a_day(body: TestBody, simulated_registry: SimulatedRegistry, down: str) -> None:
    """Nobody waits for it: application and receipt are there; it registers by itself, dated as sent."""
    sent_at = clock.now() - timedelta(days=2)
    with clock.frozen(sent_at):
        application = sent_application(body)
        if down == "answers 503":
            simulated_registry.fail("down", times=0)
        else:
            simulated_registry.use(url=f"http://127.0.0.1:{free_port()}/registry")
        run_jobs()
    attempts = 0
    while (due := next_job_at()) < sent_at + timedelta(days=1):
        with clock.frozen(due):
            run_jobs()
        attempts += 1
    assert 20 < attempts < 80
    application.refresh_from_db()
    assert mine(application.citizen).get().pk == application.pk
    assert application.status == Status.SUBMITTED
    assert papers.receipt_pdf(application, first_receipt(application)).startswith(b"%PDF")
    assert simulated_registry.numbers() == []

    simulated_registry.fail("")
    simulated_registry.use()
    work()
    application.refresh_from_db()
    (received,) = simulated_registry.documents()
    assert application.registration_number == received["number"]
    assert datetime.fromisoformat(received["document"]["occurred_at"]) == sent_at
    assert application.due_on == clock.local(sent_at).date() + timedelta(days=30)
    receipt = Document.objects.get(subject_id=application.pk, kind=Document.Kind.RECEIPT)
    assert receipt.stored is not None
    assert mail.outbox[-1].attachments[0].content == files.read(receipt.stored)


def test_the_second_receipt_is_made_and_mailed_once(
    body: TestBody, simulated_registry: SimulatedRegistry
) -> None:
    application = sent_application(body)
    work()
    tasks.make_receipt.function(application_id=str(application.pk))
    run_jobs()
    number = registration_of(application).number
    receipts = [sent for sent in mail.outbox if number in sent.subject]
    assert len(receipts) == 1
    assert receipts[0].to == ["giulia.ferrari@posta.example"]
    assert StoredFile.objects.filter(name=f"ricevuta-{application.number}.pdf").count() == 1
    assert Message.objects.filter(subject_id=application.pk).count() == 2


def test_a_refused_registration_waits_for_a_person(
    body: TestBody, simulated_registry: SimulatedRegistry
) -> None:
    application = sent_application(body)
    simulated_registry.fail("ko_refused")
    work()
    step = step_of(registration_of(application))
    assert step.state == DeliveryStep.State.EXHAUSTED
    assert "no rights on this register" in step.last_error
    delivery.retry(step)
    work()
    application.refresh_from_db()
    assert simulated_registry.numbers() == [application.registration_number]


def test_a_body_without_registry_loses_nothing(body: TestBody, simulated_registry: SimulatedRegistry) -> None:
    ConnectorSetting.objects.all().delete()
    application = sent_application(body)
    work()
    step = step_of(registration_of(application))
    assert step.state == DeliveryStep.State.EXHAUSTED
    simulated_registry.use()
    delivery.retry(step)
    work()
    application.refresh_from_db()
    assert application.registration_number


def test_attachments_follow_their_document_one_step_each(
    body: TestBody, simulated_registry: SimulatedRegistry
) -> None:
    """One of them fails: the others and the document stay registered, and only it is sent again."""
    application = sent_application(body)
    names = ["isee.pdf", "vaccini.pdf", "delega.pdf"]
    attached = [attach(application, name) for name in names]
    while not simulated_registry.numbers():
        run_next_job()
    simulated_registry.fail("down")
    work()
    main, *others = simulated_registry.documents()
    application.refresh_from_db()
    assert main["number"] == application.registration_number
    assert sorted(other["document"]["title"] for other in others) == sorted(names)
    assert {other["document"]["parent"] for other in others} == {main["number"]}
    for attachment in attached:
        registration = registration_of(application, f"attachment:{attachment.pk}")
        assert simulated_registry.content(registration.number) == files.read(attachment.stored)


def test_the_acts_of_both_sides_are_registered_too(
    body: TestBody, simulated_registry: SimulatedRegistry
) -> None:
    application = sent_application(body)
    staff = body.actor(body.operator())
    work()
    take_charge(staff, application.pk)
    request = request_integration(
        staff, application.pk, text="Manca l’attestazione.", due_on=clock.today() + timedelta(days=10)
    )
    work()
    answer_integration(body.actor(application.citizen), application, text="Eccola.")
    work()
    application.refresh_from_db()
    assert application.status == Status.PENDING
    accept(staff, application.pk, reasons="Il posto è assegnato.")
    work()
    application.refresh_from_db()
    assert application.status == Status.COMPLETE
    purposes = [
        "application",
        f"integration_request:{request.pk}",
        f"integration_answer:{request.pk}",
        "outcome",
    ]
    registered = [registration_of(application, purpose) for purpose in purposes]
    assert [r.number for r in registered] == simulated_registry.numbers()
    assert [d["document"]["direction"] for d in simulated_registry.documents()] == ["E", "U", "E", "U"]
    assert mail.outbox[-1].attachments[0].content == files.read(registered[-1].document)


def test_the_outcome_is_told_only_once_it_is_registered(
    body: TestBody, simulated_registry: SimulatedRegistry
) -> None:
    application = sent_application(body)
    staff = body.actor(body.operator())
    work()
    take_charge(staff, application.pk)
    accept(staff, application.pk, reasons="Il posto è assegnato.")
    simulated_registry.fail("ko_unavailable")
    run_jobs()
    told = len(mail.outbox)
    application.refresh_from_db()
    assert application.status == Status.ACCEPTING
    work()
    application.refresh_from_db()
    assert application.status == Status.COMPLETE
    assert len(mail.outbox) == told + 1


def test_two_workers_register_once(
    transactional_db: None, body: TestBody, simulated_registry: SimulatedRegistry
) -> None:
    application = sent_application(body)
    tasks.make_application_pdf.function(application_id=str(application.pk))
    step = step_of(registration_of(application))
    simulated_registry.fail("slow", times=0, seconds=0.3)

    def deliver() -> None:
        with tenant_context(body.tenant.pk):
            delivery.deliver.function(step_id=str(step.pk))
        connections.close_all()

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    application.refresh_from_db()
    assert simulated_registry.numbers() == [application.registration_number]
