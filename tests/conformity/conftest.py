from collections.abc import Callable
from dataclasses import dataclass

import pytest

from scrivania.testing.demo_site import DemoSite

from .answers import Answers
from .applicant import Applicant, Shown

# Signs in for what a test does not share with others; nobody else of the suite is this person.
APPLICANT = "MRCPLA65P03E897I"


@dataclass
class Sent:
    """One application sent for a service: the pages on its way."""

    applicant: Applicant
    answers: Answers
    steps: list[Shown]
    summary: Shown
    confirmation: Shown

    @property
    def address(self) -> str:
        return self.confirmation.path.removesuffix("conferma/")


@pytest.fixture(scope="session")
def sent(demo_site: DemoSite) -> Callable[[str, str], Sent]:
    """An application for a service of a body, made when it is first asked for."""
    made: dict[tuple[str, str], Sent] = {}

    def send(body: str, service: str) -> Sent:
        if (body, service) not in made:
            made[body, service] = _send(Applicant(demo_site.body(body), APPLICANT), service)
        return made[body, service]

    return send


def _send(applicant: Applicant, service: str) -> Sent:
    answers = Answers(service)
    applicant.start(service)
    steps = applicant.fill_in(answers)
    return Sent(applicant, answers, steps, applicant.page, applicant.send())
