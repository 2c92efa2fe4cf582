"""Offices, staff and citizens of the demo."""

from datetime import date
from typing import Any

from scrivania.access.actions import grant
from scrivania.access.models import Role
from scrivania.citizens.actions import sign_in
from scrivania.citizens.contracts import VerifiedPerson
from scrivania.core.actor import NOBODY
from scrivania.tenants.actions import create_office, create_staff_member
from scrivania.tenants.models import Office

PASSWORD = "scrivania-demo"  # noqa: S105  printed at each start: the demo's people are invented


def create_offices_and_staff(content: dict[str, Any]) -> dict[str, Office]:
    """Offices by slug."""
    offices = {row["slug"]: create_office(NOBODY, **row) for row in content["offices"]}
    for row in content["staff"]:
        member = create_staff_member(
            NOBODY,
            email=row["email"],
            given_name=row["given_name"],
            family_name=row["family_name"],
            password=PASSWORD,
        )
        role = Role(row["role"])
        if role == Role.BODY_ADMINISTRATOR:
            grant(NOBODY, member, role)
            continue
        for slug in row["offices"]:
            grant(NOBODY, member, role, office=offices[slug])
    return offices


def create_citizens(rows: list[dict[str, Any]]) -> None:
    """Each as their first sign-in would make them."""
    for row in rows:
        sign_in(person(row), method="spid", level=row["level"], provider="demo")


def person(row: dict[str, Any]) -> VerifiedPerson:
    return VerifiedPerson(
        fiscal_code=row["fiscal_code"],
        given_name=row["name"],
        family_name=row["family_name"],
        birth_date=date.fromisoformat(row["date_of_birth"]),
        birth_place=row["place_of_birth"],
        birth_county=row["county_of_birth"],
        gender=row["gender"],
        email=row["email"] or "",
        phone=row["mobile_phone"] or "",
        address=row["address"] or "",
        digital_address=row["digital_address"] or "",
    )
