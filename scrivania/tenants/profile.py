"""Addresses and contacts of a body, kept in `core.Tenant.profile`."""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class BodyProfile:
    """Every key a body's profile may hold. The footer's own are those that the law wants on each page."""

    privacy_url: str = ""
    legal_notes_url: str = ""
    accessibility_url: str = ""
    improvement_plan_url: str = ""
    faq_url: str = ""
    assistance_url: str = ""
    report_issue_url: str = ""
    region_name: str = ""
    region_url: str = ""
    institutional_url: str = ""
    administration_url: str = ""
    news_url: str = ""
    services_url: str = ""
    live_url: str = ""
    booking_url: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    pec: str = ""
    vat_code: str = ""
    next_generation_eu: bool = False


# Criteria C.SE.3.2, 3.3, 4.1 and the footer of the Modello Comuni.
REQUIRED = (
    "privacy_url",
    "legal_notes_url",
    "accessibility_url",
    "improvement_plan_url",
    "faq_url",
    "assistance_url",
    "report_issue_url",
)


def from_mapping(values: dict[str, Any]) -> BodyProfile:
    """Raises TypeError for a key that no page reads."""
    unknown = set(values) - {field.name for field in fields(BodyProfile)}
    if unknown:
        raise TypeError(f"unknown profile keys: {', '.join(sorted(unknown))}")
    return BodyProfile(**values)
