"""The papers of an application: its rows made into the content that `documents.pdf` lays out.

Documents are in Italian, the language of the proceeding, whatever language the citizen reads.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils import translation

from scrivania.applications import forms
from scrivania.applications.models import Application, Attachment, IntegrationRequest
from scrivania.applications.terms import suspends
from scrivania.applications.transitions import Event
from scrivania.core.models import Tenant, TenantHost
from scrivania.documents.actions import verification_code
from scrivania.documents.models import Document
from scrivania.documents.pdf import content as c
from scrivania.documents.pdf.render import (
    render_application,
    render_integration_answer,
    render_integration_request,
    render_outcome,
    render_receipt,
)
from scrivania.formio import TrustedFile
from scrivania.ui.steps import SummaryRow, SummarySection, SummaryTable, build_summary

_SILENCE = {
    "consent": c.SilenceEffect.ASSENT,
    "refusal": c.SilenceEffect.REJECTION,
    "none": c.SilenceEffect.NONE,
}
_METHODS = {"spid": "SPID livello %d", "cie": "CIE livello %d"}


def application_pdf(application: Application, document: Document) -> bytes:
    """The document of what was sent; takes its text in Italian from the frozen form and data."""
    with translation.override("it"):
        sections = build_summary(
            forms.definition_of(application.form_version),
            application.data,
            application.hidden,
            files=_file_lookup(application),
        )
        return render_application(
            c.ApplicationContent(
                case=_case(application),
                identification=_identification(application),
                applicant=tuple(_applicant(application)),
                sections=tuple(_section(section, application) for section in sections),
                data=_data(application),
                verification_url=_verification_url(document),
            )
        )


def receipt_pdf(application: Application, document: Document) -> bytes:
    """Receipt of L. 241/1990, art. 18-bis: without the protocol number, or its second edition with it.

    The first edition is rendered whenever it is asked for, until the worker keeps it: the same rows always
    give the same bytes.
    """
    procedure = application.procedure
    second = document.kind == Document.Kind.RECEIPT
    base_url = _base_url(application)
    with translation.override("it"):
        return render_receipt(
            c.ReceiptContent(
                case=_case(application),
                identification=_identification(application),
                responsible=c.Official(name=procedure["responsible"]),
                term=c.Term(
                    days=procedure["max_days"],
                    due_on=application.due_on,
                    silence=_SILENCE[procedure["silence"]],
                ),
                verification_url=_verification_url(document),
                desk_url=base_url + reverse("portal:application", args=[application.pk]),
                files=tuple(_files(application, origin=Attachment.Origin.FORM)),
                registration=_registration(application) if second else None,
            )
        )


def integration_request_pdf(request: IntegrationRequest, document: Document) -> bytes:
    application = request.application
    with translation.override("it"):
        return render_integration_request(
            c.IntegrationRequestContent(
                case=_case(application),
                issued_at=request.created_at,
                official=c.Official(name=str(request.asked_by)),
                text=request.text,
                answer_url=_base_url(application) + reverse("portal:application", args=[application.pk]),
                verification_url=_verification_url(document),
                due_on=request.due_on,
                suspends_term=suspends(request),
                registration=_registration(application),
            )
        )


def integration_answer_pdf(request: IntegrationRequest, document: Document) -> bytes:
    """Raises AssertionError for a request that has no answer yet."""
    application = request.application
    assert request.answered_at is not None  # noqa: S101  its job returns before asking
    with translation.override("it"):
        return render_integration_answer(
            c.IntegrationAnswerContent(
                case=_case(application),
                requested_at=request.created_at,
                request=request.text,
                answered_at=request.answered_at,
                identification=_identification(application),
                text=request.answer,
                verification_url=_verification_url(document),
                files=tuple(_files(application, integration_request=request)),
            )
        )


def outcome_pdf(application: Application, document: Document) -> bytes:
    decided = application.events.filter(event__in=[Event.ACCEPT, Event.REJECT]).order_by("pk").last()
    with translation.override("it"):
        return render_outcome(
            c.OutcomeContent(
                case=_case(application),
                accepted=bool(application.accepted),
                decided_at=application.status_changed_at,
                # Who decided, also where the case has changed hands since.
                official=c.Official(
                    name=decided.actor_name if decided else application.procedure["responsible"]
                ),
                reasons=application.reasons,
                verification_url=_verification_url(document),
                attachments=tuple(_files(application, origin=Attachment.Origin.OUTCOME)),
                registration=_registration(application),
            )
        )


def summary_of(application: Application) -> tuple[SummarySection, ...]:
    """What was sent, as text, for the pages of both sides."""
    return build_summary(
        forms.definition_of(application.form_version),
        application.data,
        application.hidden,
        files=_file_lookup(application),
    )


def _case(application: Application) -> c.Case:
    tenant = Tenant.objects.get(pk=application.tenant_id)
    procedure, profile = application.procedure, tenant.profile
    return c.Case(
        body=c.Body(
            name=tenant.name,
            address=profile.get("address", ""),
            pec=profile.get("pec", ""),
            website=profile.get("institutional_url", ""),
            fiscal_code=profile.get("vat_code", ""),
        ),
        office=c.Office(
            name=procedure["office"],
            address=procedure["office_address"],
            email=procedure["office_email"],
            pec=procedure["office_pec"],
            phone=procedure["office_phone"],
            hours=procedure["office_hours"],
        ),
        number=application.number,
        service=application.title,
        submitted_at=application.submitted_at,
        applicant=full_name(application),
        fiscal_code=application.applicant["fiscal_code"],
    )


def full_name(application: Application) -> str:
    applicant = application.applicant
    return f"{applicant['given_name']} {applicant['family_name']}".strip()


def _applicant(application: Application) -> Iterator[c.Field]:
    yield c.Field("Nome e cognome", full_name(application))
    yield c.Field("Codice fiscale", application.applicant["fiscal_code"])
    if application.applicant.get("email"):
        yield c.Field("Email", application.applicant["email"])


def _identification(application: Application) -> c.Identification:
    identified = application.identified_by
    method = _METHODS.get(identified["method"], identified["method"])
    return c.Identification(
        method=method % identified["level"] if "%" in method else method, provider=identified["provider"]
    )


def _registration(application: Application) -> c.Registration | None:
    if not application.registration_number or application.registered_at is None:
        return None
    return c.Registration(number=application.registration_number, registered_at=application.registered_at)


def _base_url(application: Application) -> str:
    host = TenantHost.objects.filter(tenant_id=application.tenant_id).order_by("host").first()
    return host.base_url if host else ""


def _verification_url(document: Document) -> str:
    host = TenantHost.objects.filter(tenant_id=document.tenant_id).order_by("host").first()
    base_url = host.base_url if host else ""
    return base_url + reverse("portal:verify", args=[verification_code(document)])


def _data(application: Application) -> dict[str, Any]:
    return {
        "number": application.number,
        "submitted_at": application.submitted_at.isoformat(),
        "form_sha256": application.form_version.sha256,
        "data": application.data,
    }


def _file_lookup(application: Application) -> Any:
    known = {
        str(item.stored_id): TrustedFile(
            str(item.stored_id), item.stored.name, item.stored.size, item.stored.media_type
        )
        for item in application.attachments.select_related("stored")
    }
    return known.get


def _files(application: Application, **which: object) -> Iterator[c.File]:
    for item in application.attachments.filter(**which).select_related("stored").order_by("pk"):
        yield c.File(
            name=item.stored.name, size=item.stored.size, sha256=item.stored.sha256, label=item.label
        )


def _section(section: SummarySection, application: Application) -> c.Section:
    files: dict[str, list[c.File]] = {}
    for file in _files(application, origin=Attachment.Origin.FORM):
        files.setdefault(file.label, []).append(file)
    return c.Section(title=section.title, items=tuple(_items(section.rows, files)))


def _items(
    rows: Iterable[SummaryRow | SummaryTable], files: Mapping[str, list[c.File]]
) -> Iterator[c.Field | c.Table | c.Files]:
    for row in rows:
        if isinstance(row, SummaryTable):
            yield _table(row)
        elif row.label in files:
            yield c.Files(row.label, tuple(files[row.label]))
        else:
            yield c.Field(row.label, "\n".join(row.lines))


def _table(table: SummaryTable) -> c.Table:
    """Rows may show different columns, each by its own conditions: a missing cell is empty."""
    columns = tuple(dict.fromkeys(cell.label for item in table.items for cell in item))
    rows = [{cell.label: " ".join(cell.lines) for cell in item} for item in table.items]
    return c.Table(table.label, columns, tuple(tuple(row.get(name, "") for name in columns) for row in rows))
