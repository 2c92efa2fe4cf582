"""The seeded applications satisfy their forms and tell a story the lifecycle allows."""

import re
from typing import Any

import pytest

from scrivania.applications.transitions import Status
from scrivania.core import clock
from scrivania.demo.tests.content import APPLICATIONS, BODIES, SERVICES
from scrivania.demo.tests.seeds import BY_CODE, checked, instant
from scrivania.formio import EnginePool

SENT = [application for application in APPLICATIONS if application["state"] != "DRAFT"]
# What each act presupposes, and the state it leads to once the worker has done its part.
AFTER: dict[str, tuple[set[str], str]] = {
    "submit": ({"DRAFT"}, "PRE_SUBMIT"),
    "register": ({"PRE_SUBMIT"}, "REGISTERED"),
    "take_charge": ({"PRE_SUBMIT", "REGISTERED"}, "PENDING"),
    "request_integration": ({"PENDING"}, "WAITING_INTEGRATION"),
    "answer_integration": ({"WAITING_INTEGRATION"}, "INTEGRATION_REGISTERED"),
    "resume": ({"INTEGRATION_REGISTERED"}, "PENDING"),
    "accept": ({"PENDING"}, "COMPLETE"),
    "reject": ({"PENDING"}, "CANCELLED"),
}
BY_STAFF = {"take_charge", "request_integration", "resume", "accept", "reject"}


def key(application: dict[str, Any]) -> str:
    return str(application["key"])


@pytest.mark.parametrize("application", SENT, ids=key)
def test_a_sent_application_satisfies_its_form(pool: EnginePool, application: dict[str, Any]) -> None:
    result = checked(pool, application)
    assert result.errors == ()
    missing = application["data"].keys() - result.data.keys()
    assert missing == set(), "the form doesn't ask for what the application answers"


def test_computed_values_are_right(pool: EnginePool) -> None:
    of = {application["key"]: application for application in APPLICATIONS}
    terrace = checked(pool, of["suolo-rinaldi-dehors"]).data
    # 24.5 square metres for 90 days in zone A, less 20 % beyond thirty days.
    assert (terrace["days"], terrace["daily_tariff"], terrace["discount"], terrace["fee"]) == (
        90,
        1.2,
        20,
        2116.8,
    )
    charity = checked(pool, of["suolo-conti"]).data
    assert (charity["days"], charity["fee"]) == (2, 0)
    nursery = checked(pool, of["nido-rossi"]).data
    # Both work 15, disability in the family 12 and of the child 15, ISEE within 20,000 euro 6.
    assert (nursery["priority_points"], nursery["monthly_fee"]) == (48, 153.23)
    deeds = checked(pool, of["atti-marchetti"]).data
    # Forty certified pages and the search of a building file.
    assert deeds["cost"] == 30


@pytest.mark.parametrize("application", APPLICATIONS, ids=key)
def test_the_events_lead_to_the_state(application: dict[str, Any]) -> None:
    state, before = "DRAFT", instant(application["created_at"])
    for event in application["events"]:
        sources, target = AFTER[event["event"]]
        assert state in sources
        assert before <= instant(event["at"]) <= clock.now()
        state, before = target, instant(event["at"])
    assert state == application["state"]
    assert state == "DRAFT" or state in Status.__members__


@pytest.mark.parametrize("application", APPLICATIONS, ids=key)
def test_the_staff_named_may_do_it(application: dict[str, Any]) -> None:
    offer = SERVICES[application["service"]]["bodies"][application["body"]]
    members = {member["email"]: member for member in BODIES[application["body"]]["staff"]}
    acts = [event for event in application["events"] if event["event"] in BY_STAFF]
    said = [*application["notes"], *(m for m in application["messages"] if m["sender"] == "staff")]
    assert all(offer["office"] in members[act["operator"]]["offices"] for act in [*acts, *said])
    # Only who took the case in charge goes on with it.
    assert len({act["operator"] for act in acts}) <= 1


@pytest.mark.parametrize("application", SENT, ids=key)
def test_the_service_was_open_and_the_citizen_strong_enough(application: dict[str, Any]) -> None:
    offer = SERVICES[application["service"]]["bodies"][application["body"]]
    submitted = instant(application["events"][0]["at"])
    assert offer["state"] == "published"
    assert offer["opens_at"] is None or instant(offer["opens_at"]) <= submitted
    assert offer["closes_at"] is None or submitted < instant(offer["closes_at"])
    assert BY_CODE[application["citizen"]]["level"] >= 2


def test_reasons_are_told_and_files_are_named_as_pdf() -> None:
    for application in APPLICATIONS:
        for event in application["events"]:
            if event["event"] in {"request_integration", "answer_integration", "accept", "reject"}:
                assert len(event["text"]) > 20
            assert ("due_on" in event) == (event["event"] == "request_integration")
        files = [file for given in application["files"].values() for file in given]
        files += [file for event in application["events"] for file in event.get("files", [])]
        assert all(
            re.fullmatch(r"[a-z0-9-]+\.pdf", file["name"]) and file["title"] and file["lines"]
            for file in files
        )


def test_the_story_shows_every_state_at_both_bodies() -> None:
    assert len(APPLICATIONS) >= 14
    assert {application["body"] for application in SENT} == set(BODIES)
    assert {application["state"] for application in APPLICATIONS} == {"DRAFT"} | {
        target for _, target in AFTER.values()
    }
    assert all(application["citizen"] in BY_CODE for application in APPLICATIONS)
