"""What the documents say: plain values, filled by the caller, laid out by the templates.

Texts are whatever a citizen or an operator typed; cleaning them is the renderer's work. Instants are
aware and are printed in Italian time; dates are Italian calendar days.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from scrivania.documents.pdf.canonical import Json


@dataclass(frozen=True, kw_only=True)
class Body:
    """The public body in whose name the document is issued."""

    name: str
    address: str = ""
    pec: str = ""
    website: str = ""
    fiscal_code: str = ""
    logo: bytes = b""
    """SVG or PNG; empty when the body has none."""


@dataclass(frozen=True, kw_only=True)
class Office:
    name: str
    address: str = ""
    email: str = ""
    pec: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """The application a document belongs to, the same on all of its documents."""

    body: Body
    office: Office
    number: str
    service: str
    submitted_at: datetime
    applicant: str
    fiscal_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Identification:
    """How the person proved who they are."""

    method: str
    """As it is printed: "SPID livello 2", "CIE livello 3"."""
    provider: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Official:
    name: str
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class Registration:
    """Where the document stands in the body's register (D.P.R. 445/2000, art. 53)."""

    number: str
    registered_at: datetime
    register: str = ""


@dataclass(frozen=True)
class Field:
    label: str
    value: str


@dataclass(frozen=True)
class Table:
    """Repeated rows; those with many columns are printed one record below the other."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class File:
    name: str
    size: int
    """Bytes."""
    sha256: str
    label: str = ""


@dataclass(frozen=True)
class Files:
    label: str
    files: tuple[File, ...]


Item = Field | Table | Files


@dataclass(frozen=True, kw_only=True)
class Section:
    """A page of the form or, at depth 2, a group inside it."""

    title: str
    items: tuple[Item, ...] = ()
    depth: int = 1


@dataclass(frozen=True, kw_only=True)
class ApplicationContent:
    case: Case
    identification: Identification
    applicant: tuple[Field, ...]
    sections: tuple[Section, ...]
    data: Json
    """The form's data, attached to the PDF as `dati.json` in canonical form."""
    verification_url: str
    declarations: tuple[str, ...] = ()


class SilenceEffect(Enum):
    """What happens by law when the body lets the term pass (L. 241/1990, art. 2 and 20)."""

    ASSENT = "assent"
    REJECTION = "rejection"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Term:
    """By when the body must decide; the days run from submission."""

    days: int
    due_on: date
    silence: SilenceEffect


@dataclass(frozen=True, kw_only=True)
class ReceiptContent:
    """Receipt of L. 241/1990, art. 18-bis; with `registration` it is its second edition.

    With everything art. 8 asks for it is also the notice that the proceeding has started.
    """

    case: Case
    identification: Identification
    responsible: Official
    term: Term | None
    """None when the law asks no decision of the body, as for a notification."""
    verification_url: str
    desk_url: str
    """The application in the personal area, where its papers are seen."""
    substitute: str = ""
    """Holder of the power to decide in place of the office, with how to reach them."""
    remedies: tuple[str, ...] = ()
    """What the service adds to, not what replaces, the remedies the law gives to everybody."""
    files: tuple[File, ...] = ()
    registration: Registration | None = None


@dataclass(frozen=True, kw_only=True)
class IntegrationRequestContent:
    case: Case
    issued_at: datetime
    official: Official
    text: str
    answer_url: str
    verification_url: str
    wanted: tuple[str, ...] = ()
    due_on: date | None = None
    suspends_term: bool = False
    """Once only, for at most thirty days (L. 241/1990, art. 2, c. 7)."""
    registration: Registration | None = None
    """Of the application, not of this request."""


@dataclass(frozen=True, kw_only=True)
class IntegrationAnswerContent:
    case: Case
    requested_at: datetime
    request: str
    answered_at: datetime
    identification: Identification
    text: str
    verification_url: str
    files: tuple[File, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OutcomeContent:
    case: Case
    accepted: bool
    decided_at: datetime
    official: Official
    reasons: str
    verification_url: str
    remedies: tuple[str, ...] = ()
    """How to appeal; empty means the two remedies open against any measure."""
    attachments: tuple[File, ...] = ()
    registration: Registration | None = None
    """Of the application, not of this measure."""


Content = (
    ApplicationContent
    | ReceiptContent
    | IntegrationRequestContent
    | IntegrationAnswerContent
    | OutcomeContent
)
