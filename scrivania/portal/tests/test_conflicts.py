"""Two tabs on one draft, and scripts that save while another tab does."""

import pytest

from scrivania.applications.models import Application
from scrivania.core.models import StoredFile
from scrivania.portal.tests.browsing import CHILDREN, PAPERS, Citizen, fields_of, pdf, text_of
from scrivania.testing.bodies import TestBody


@pytest.fixture
def citizen(body: TestBody) -> Citizen:
    citizen = Citizen(body)
    citizen.start()
    return citizen


def _in_two_tabs(citizen: Citizen) -> tuple[int, object]:
    """Both tabs open at one version; the first saves. Returns that version and the second's answer."""
    version = citizen.draft.version
    citizen.post(1, {"email": "prima@posta.example", "version": version}, do="save")
    return version, citizen.post(1, {"email": "seconda@posta.example", "version": version})


def test_the_later_tab_sees_both_versions(citizen: Citizen) -> None:
    _, response = _in_two_tabs(citizen)
    assert response.status_code == 409
    assert "prima@posta.example" in text_of(response)
    assert "seconda@posta.example" in text_of(response)
    assert citizen.draft.data["email"] == "prima@posta.example"


def test_what_the_later_tab_wrote_can_be_kept(citizen: Citizen) -> None:
    _, response = _in_two_tabs(citizen)
    kept = citizen.post(1, fields_of(response), do="keep")
    assert kept.status_code == 303
    assert citizen.draft.data["email"] == "seconda@posta.example"


def test_a_file_of_the_later_tab_is_kept_with_its_answers(citizen: Citizen) -> None:
    citizen.fill_in(2)
    version = citizen.draft.version
    citizen.post(3, {"notes": "Prima"}, do="save")
    values = PAPERS | {"paper": pdf(), "_shown": ["paper", "truth"], "version": version}
    response = citizen.post(3, values)
    assert response.status_code == 409
    citizen.post(3, fields_of(response), do="keep")
    assert citizen.draft.data["paper"] == [str(StoredFile.objects.get().pk)]
    assert citizen.draft.data["truth"] is True


def test_the_same_press_twice_is_no_conflict(citizen: Citizen) -> None:
    citizen.fill_in(1)
    version = citizen.draft.version
    first = citizen.post(2, CHILDREN | {"version": version})
    second = citizen.post(2, CHILDREN | {"version": version})
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert citizen.draft.version == version + 1


def test_a_page_without_a_version_overwrites_nothing(citizen: Citizen) -> None:
    response = citizen.post(1, {"email": "x@posta.example", "version": "-1; DROP TABLE"})
    assert response.status_code == 409


def test_a_summary_read_before_a_change_is_not_sent(citizen: Citizen) -> None:
    citizen.fill_in()
    version = citizen.draft.version
    citizen.post(3, PAPERS | {"notes": "Cambiata"}, do="save")
    response = citizen.client.post(citizen.address("invia"), {"version": version})
    assert response.status_code == 409
    assert "Cambiata" in text_of(response)
    assert not Application.objects.exists()


def test_autosave_keeps_what_is_typed_and_tells_the_version(citizen: Citizen) -> None:
    response = citizen.fetch(1, {"email": "a metà@"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["X-Draft-Version"] == str(citizen.draft.version) == "1"
    assert citizen.draft.data["email"] == "a metà@"


def test_autosave_of_an_older_page_is_refused(citizen: Citizen) -> None:
    citizen.fetch(1, {"email": "una@posta.example"})
    assert citizen.fetch(1, {"email": "due@posta.example", "version": 0}).status_code == 409
    assert citizen.draft.data["email"] == "una@posta.example"


def test_autosave_without_a_session_says_so(citizen: Citizen) -> None:
    version = citizen.draft.version
    citizen.client.cookies.clear()
    assert citizen.fetch(1, {"email": "x", "version": version}).status_code == 401


def test_fields_are_shown_as_the_answers_make_them(citizen: Citizen) -> None:
    citizen.fill_in(1)
    version = citizen.draft.version
    shown = citizen.fetch(2, CHILDREN, "?campi=1").content.decode()
    assert 'name="isee_value"' in shown
    assert "10" in shown
    assert 'name="isee_value"' not in citizen.fetch(2, CHILDREN | {"isee": "no"}, "?campi=1").content.decode()
    assert citizen.draft.version == version
