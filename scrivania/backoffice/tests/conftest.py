from collections.abc import Iterator

import pytest

from scrivania.applications.models import Application
from scrivania.tenants.models import StaffMember
from scrivania.testing.bodies import BodyClient, TestBody
from scrivania.testing.cases import RegistryInMemory, registry_in_memory, sent_application


@pytest.fixture
def registry(body: TestBody) -> Iterator[type[RegistryInMemory]]:
    with registry_in_memory() as registry:
        yield registry


@pytest.fixture
def operator(body: TestBody) -> StaffMember:
    return body.operator("Andrea")


@pytest.fixture
def desk(body: TestBody, operator: StaffMember) -> BodyClient:
    """The browser of Andrea, an operator of the office."""
    return body.client(operator)


@pytest.fixture
def application(body: TestBody) -> Application:
    return sent_application(body)
