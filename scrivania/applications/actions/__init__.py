"""Every write about drafts and applications."""

from scrivania.applications.actions.deliveries import open_file, retry_delivery
from scrivania.applications.actions.drafts import (
    LevelTooLow,
    NotOpen,
    StaleDraft,
    adopt_file,
    attach_file,
    check_level,
    discard_draft,
    remove_file,
    save_draft,
    start_draft,
    write_page,
)
from scrivania.applications.actions.handling import (
    DayPassed,
    NotAllowed,
    StillAwaited,
    accept,
    add_note,
    assign,
    reject,
    request_integration,
    resume,
    take_charge,
)
from scrivania.applications.actions.integration import (
    EmptyAnswer,
    adopt_into_integration,
    answer_integration,
    attach_to_integration,
    keep_answer,
    remove_from_integration,
)
from scrivania.applications.actions.submission import DraftInvalid, submit
from scrivania.applications.change import WrongState

__all__ = [
    "DayPassed",
    "DraftInvalid",
    "EmptyAnswer",
    "LevelTooLow",
    "NotAllowed",
    "NotOpen",
    "StaleDraft",
    "StillAwaited",
    "WrongState",
    "accept",
    "add_note",
    "adopt_file",
    "adopt_into_integration",
    "answer_integration",
    "assign",
    "attach_file",
    "attach_to_integration",
    "check_level",
    "discard_draft",
    "keep_answer",
    "open_file",
    "reject",
    "remove_file",
    "remove_from_integration",
    "request_integration",
    "resume",
    "retry_delivery",
    "save_draft",
    "start_draft",
    "submit",
    "take_charge",
    "write_page",
]
