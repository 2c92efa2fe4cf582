"""Posts that met a session that was over: given back until saved, and only where they can be."""

import pytest
from django.core.cache import cache
from django.db import connection

from scrivania.applications import actions
from scrivania.core.models import ParkedPost, StoredFile
from scrivania.portal.tests.browsing import PAPERS, Citizen, fields_of, pdf, text_of
from scrivania.testing.bodies import BodyClient, TestBody

OWN_PAGE = {"origin": "http://localhost"}


@pytest.fixture
def citizen(body: TestBody) -> Citizen:
    citizen = Citizen(body)
    citizen.start()
    citizen.fill_in(2)
    return citizen


def _after_sign_in(citizen: Citizen, *, changed: bool = False) -> BodyClient:
    """Another browser of the citizen, whose session was over when it posted."""
    client = citizen.body.client()
    values = PAPERS | {"notes": "Ritrovami", "version": citizen.draft.version, "do": "next"}
    client.post(citizen.address(3), values, headers=OWN_PAGE)
    if changed:
        citizen.post(3, {"notes": "Dal telefono"}, do="save")
    client.sign_in(citizen.citizen.user)
    return client


def test_asking_only_for_the_head_takes_nothing(citizen: Citizen) -> None:
    client = _after_sign_in(citizen)
    client.head(citizen.address(3))
    assert "Abbiamo ritrovato" in text_of(client.get(citizen.address(3)))


def test_what_could_not_be_saved_is_still_there(citizen: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    client = _after_sign_in(citizen)
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(actions, "write_page", lambda *a, **k: 1 / 0)
        assert client.get(citizen.address(3)).status_code == 500
    assert "Ritrovami" in client.get(citizen.address(3)).content.decode()
    assert citizen.draft.data["notes"] == "Ritrovami"


def test_a_draft_saved_at_the_same_moment_shows_both(
    citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = _after_sign_in(citizen)
    write_page = actions.write_page

    def overtaken(*args: object, **kwargs: object) -> None:
        monkeypatch.setattr(actions, "write_page", write_page)
        citizen.post(3, {"notes": "Dal telefono"}, do="save")
        write_page(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "write_page", overtaken)
    page = client.get(citizen.address(3))
    assert page.status_code == 409
    assert "Ritrovami" in text_of(page)
    assert "Dal telefono" in text_of(page)


def test_a_conflict_is_shown_until_the_person_chooses(citizen: Citizen) -> None:
    client = _after_sign_in(citizen, changed=True)
    for _ in range(2):
        page = client.get(citizen.address(3))
        assert page.status_code == 409
        assert "Ritrovami" in text_of(page)
    client.post(citizen.address(3), fields_of(page) | {"do": "keep"})
    assert citizen.draft.data["notes"] == "Ritrovami"
    assert client.get(citizen.address(3)).status_code == 200


def test_what_is_saved_can_be_chosen(citizen: Citizen) -> None:
    client = _after_sign_in(citizen, changed=True)
    page = client.get(citizen.address(3))
    response = client.post(citizen.address(3), fields_of(page) | {"do": "drop"})
    assert response["Location"] == citizen.address(3)
    assert client.get(citizen.address(3)).status_code == 200
    assert citizen.draft.data["notes"] == "Dal telefono"


@pytest.mark.parametrize("address", ["/scrivania/", "/messaggi/"])
def test_only_pages_that_give_back_keep(body: TestBody, address: str) -> None:
    response = body.client().post(address, {"x": "1", "f": pdf()}, headers=OWN_PAGE)
    assert response["Location"].startswith("/accedi/")
    assert "scaduta" not in response["Location"]
    assert not ParkedPost.objects.exists()
    assert not StoredFile.objects.exists()


def _soonest_s() -> float:
    """Seconds until the first counter expires."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM min(expires) - now()) FROM core_cache")
        return float(cursor.fetchone()[0])


def test_posts_kept_are_counted_for_an_hour(citizen: Citizen) -> None:
    cache.clear()
    client = citizen.body.client()
    for _ in range(31):
        client.post(citizen.address(3), {"notes": "x"}, headers=OWN_PAGE)
    assert ParkedPost.objects.count() == 30
    assert _soonest_s() > 3000


def test_codes_that_open_nothing_are_counted_for_an_hour(body: TestBody) -> None:
    cache.clear()
    client = body.client()
    answers = [client.get("/verifica/inesistente/").status_code for _ in range(21)]
    assert answers == [404] * 20 + [429]
    assert _soonest_s() > 3000


def test_a_draft_changed_while_its_errors_are_kept_shows_the_summary_again(
    citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen.fill_in()
    citizen.post(1, {"email": "sbagliata@"}, do="save")
    save_draft = actions.save_draft

    def overtaken(*args: object, **kwargs: object) -> None:
        monkeypatch.setattr(actions, "save_draft", save_draft)
        citizen.post(1, {"email": "giusta@posta.example"}, do="save")
        save_draft(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "save_draft", overtaken)
    response = citizen.send()
    assert response.status_code == 409
    assert "giusta@posta.example" in text_of(response)


@pytest.mark.parametrize("script", [False, True])
def test_a_page_is_compared_with_what_is_saved_now(
    citizen: Citizen, monkeypatch: pytest.MonkeyPatch, script: bool
) -> None:
    """The first press of a button is saved while the second, of the same answers, is being read."""
    write_page = actions.write_page
    values = PAPERS | {"notes": "Una volta", "version": citizen.draft.version}

    def overtaken(*args: object, **kwargs: object) -> None:
        monkeypatch.setattr(actions, "write_page", write_page)
        citizen.post(3, values, do="save")
        write_page(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "write_page", overtaken)
    response = citizen.fetch(3, values) if script else citizen.post(3, values, do="save")
    assert response.status_code == (204 if script else 303)
    assert citizen.draft.data["notes"] == "Una volta"
