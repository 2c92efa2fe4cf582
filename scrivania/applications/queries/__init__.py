"""Reads of applications used by several pages."""

from scrivania.applications.papers import summary_of
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
from scrivania.applications.queries.inbox import (
    Due,
    InboxFilter,
    Tab,
    filtered,
    in_tab,
    of_services,
    visible_to,
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
from scrivania.applications.rights import allowed_events, colleagues, may_assign, may_retry
from scrivania.applications.transitions import CLOSED, SUSPENDED, Event, Status

__all__ = [
    "CLOSED",
    "MOST_COUNTED",
    "PAGE_SIZE",
    "SUSPENDED",
    "ApplicationPage",
    "CaseFile",
    "Cursor",
    "DeliveryProblem",
    "Due",
    "Event",
    "InboxFilter",
    "OfficeFile",
    "Order",
    "Status",
    "Tab",
    "allowed_events",
    "case_file",
    "colleagues",
    "count",
    "file_seen_by",
    "filtered",
    "in_tab",
    "light",
    "matching",
    "may_assign",
    "may_retry",
    "mine",
    "of_services",
    "office_file",
    "open_drafts",
    "page_of",
    "seen_by",
    "summary_of",
    "visible_to",
    "waiting_for",
]
