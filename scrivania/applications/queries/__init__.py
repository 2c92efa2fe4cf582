"""Reads of applications used by several pages."""

from scrivania.applications.papers import receipt_pdf, summary_of
from scrivania.applications.queries.case import (
    CaseFile,
    DeliveryProblem,
    OfficeFile,
    case_file,
    file_seen_by,
    office_file,
    seen_by,
)
from scrivania.applications.queries.citizen import open_drafts, waiting_for
from scrivania.applications.queries.form import OpenForm, answers_of, open_form
from scrivania.applications.queries.inbox import (
    Due,
    InboxFilter,
    Tab,
    filtered,
    in_tab,
    of_services,
)
from scrivania.applications.queries.lists import (
    MOST_COUNTED,
    PAGE_SIZE,
    ApplicationPage,
    Cursor,
    Order,
    count,
    light,
    matching,
    mine,
    page_of,
)
from scrivania.applications.queries.own import (
    application_of,
    draft_of,
    file_of,
    open_request,
    prepared_files,
    sent_from,
)
from scrivania.applications.rights import allowed_events, colleagues, may_assign, may_handle, may_retry
from scrivania.applications.terms import suspended_since, suspends, term_today
from scrivania.applications.transitions import CLOSED, Event, Status

__all__ = [
    "CLOSED",
    "MOST_COUNTED",
    "PAGE_SIZE",
    "ApplicationPage",
    "CaseFile",
    "Cursor",
    "DeliveryProblem",
    "Due",
    "Event",
    "InboxFilter",
    "OfficeFile",
    "OpenForm",
    "Order",
    "Status",
    "Tab",
    "allowed_events",
    "answers_of",
    "application_of",
    "case_file",
    "colleagues",
    "count",
    "draft_of",
    "file_of",
    "file_seen_by",
    "filtered",
    "in_tab",
    "light",
    "matching",
    "may_assign",
    "may_handle",
    "may_retry",
    "mine",
    "of_services",
    "office_file",
    "open_drafts",
    "open_form",
    "open_request",
    "page_of",
    "prepared_files",
    "receipt_pdf",
    "seen_by",
    "sent_from",
    "summary_of",
    "suspended_since",
    "suspends",
    "term_today",
    "waiting_for",
]
