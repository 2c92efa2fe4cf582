"""Every write about drafts and applications."""

from scrivania.applications.actions.drafts import (
    LevelTooLow,
    NotOpen,
    StaleDraft,
    adopt_file,
    attach_file,
    discard_draft,
    remove_file,
    save_draft,
    start_draft,
)
from scrivania.applications.actions.handling import (
    NotAllowed,
    accept,
    add_note,
    assign,
    reject,
    request_integration,
    resume,
    take_charge,
)
from scrivania.applications.actions.integration import (
    answer_integration,
    attach_to_integration,
    remove_from_integration,
)
from scrivania.applications.actions.submission import DraftInvalid, submit
from scrivania.applications.change import WrongState

__all__ = [
    "DraftInvalid",
    "LevelTooLow",
    "NotAllowed",
    "NotOpen",
    "StaleDraft",
    "WrongState",
    "accept",
    "add_note",
    "adopt_file",
    "answer_integration",
    "assign",
    "attach_file",
    "attach_to_integration",
    "discard_draft",
    "reject",
    "remove_file",
    "remove_from_integration",
    "request_integration",
    "resume",
    "save_draft",
    "start_draft",
    "submit",
    "take_charge",
]
