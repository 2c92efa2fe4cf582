"""Rows of a grid that nobody wrote in yet."""

import pytest

from scrivania.portal.tests.browsing import Citizen, fields_of
from scrivania.testing.bodies import TestBody
from scrivania.testing.forms import panel, text, wizard

NEEDS = "children[{}].needs"
FORM = wizard(
    panel(
        "household",
        "Bambine e bambini",
        {
            "type": "datagrid",
            "key": "children",
            "label": "Bambine e bambini",
            "input": True,
            "validate": {"required": True, "minLength": 1},
            "components": [
                text("name", "Nome", validate={"required": True}),
                {"type": "checkbox", "key": "disability", "label": "Ha una disabilità", "input": True},
                text("needs", "Di che cosa ha bisogno?", customConditional="show = row.disability === true;"),
            ],
        },
    )
)


@pytest.fixture
def citizen(body: TestBody) -> Citizen:
    citizen = Citizen(body, body.service("righe", form=FORM))
    citizen.start()
    return citizen


def test_the_first_row_hides_what_nothing_asks_for_yet(citizen: Citizen) -> None:
    assert NEEDS.format(0) not in fields_of(citizen.get(1))


def test_ticking_shows_the_question_and_unticking_hides_it(citizen: Citizen) -> None:
    blank = fields_of(citizen.get(1))
    ticked = citizen.fetch(1, blank | {"children[0].disability": "true"}, "?campi=1").content.decode()
    assert NEEDS.format(0) in ticked
    assert NEEDS.format(0) not in citizen.fetch(1, blank, "?campi=1").content.decode()


def test_going_on_with_a_blank_row_says_what_is_missing_and_hides_the_rest(citizen: Citizen) -> None:
    response = citizen.post(1, fields_of(citizen.get(1)))
    assert response.status_code == 422
    assert NEEDS.format(0) not in fields_of(response)
    assert "f-children-0-name-error" in response.content.decode()


def test_a_row_just_added_stays_through_refresh_and_autosave(citizen: Citizen) -> None:
    citizen.post(1, fields_of(citizen.get(1)) | {"_action": "add:children"}, do="")
    fields = fields_of(citizen.get(1))
    assert fields["_rows:children"] == ["2"]
    refreshed = citizen.fetch(1, fields, "?campi=1").content.decode()
    assert 'name="_rows:children" value="2"' in refreshed
    assert NEEDS.format(1) not in refreshed
    assert citizen.fetch(1, fields).status_code == 204
    assert fields_of(citizen.get(1))["_rows:children"] == ["2"]
