"""What goes wrong while a form is filled in: each has a clear answer, and nothing is lost."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from scrivania.applications.models import Application, Draft
from scrivania.core.models import StoredFile
from scrivania.portal.tests.browsing import APPLICANT, CHILDREN, PAPERS, Citizen, pdf, text_of
from scrivania.testing.bodies import TestBody
from scrivania.testing.forms import panel, text, wizard

BIANCHI = {"fiscal_code": "BNCMRA85A41C933X", "given_name": "Maria", "family_name": "Bianchi"}


@pytest.fixture
def citizen(body: TestBody) -> Citizen:
    citizen = Citizen(body)
    citizen.start()
    return citizen


def test_a_value_certified_by_spid_cannot_be_altered(citizen: Citizen) -> None:
    citizen.post(1, APPLICANT | {"fiscal_code": "XXXYYY00A00A000A", "given_name": "Mallory"})
    citizen.post(2, dict(CHILDREN))
    citizen.post(3, dict(PAPERS))
    citizen.send()
    data = Application.objects.get().data
    assert (data["fiscal_code"], data["given_name"]) == ("FRRGLI91E57A944N", "Giulia")


def test_a_computed_value_posted_counts_nothing(citizen: Citizen) -> None:
    citizen.fill_in(1)
    citizen.post(2, CHILDREN | {"points": "999"})
    assert citizen.draft.data["points"] == 10


def test_a_hidden_field_posted_does_not_reach_the_application(citizen: Citizen) -> None:
    citizen.fill_in(1)
    citizen.post(2, CHILDREN | {"isee": "no", "isee_value": "1"})
    citizen.post(3, dict(PAPERS))
    citizen.send()
    assert "isee_value" not in Application.objects.get().data


def test_a_field_of_another_page_and_an_unknown_one_are_ignored(citizen: Citizen) -> None:
    citizen.post(1, APPLICANT | {"truth": "true", "_shown": "truth", "isee": "yes", "__proto__": "x"})
    data = citizen.draft.data
    assert (data["isee"], data["truth"], "__proto__" in data) == ("", False, False)


@pytest.mark.parametrize("page", ["1/", "riepilogo/", "elimina/", "invia/", ""])
def test_anothers_draft_is_as_missing_as_none(citizen: Citizen, page: str) -> None:
    other = citizen.body.client(citizen.body.citizen(**BIANCHI))
    for draft_id in (citizen.draft_id, "0190a0b0-0000-7000-8000-000000000000"):
        response = other.get(f"/bozze/{draft_id}/{page}")
        assert response.status_code == 404
        assert other.post(f"/bozze/{draft_id}/1/", {"email": "x@x.example"}).status_code == 404


def test_another_body_has_no_such_draft(citizen: Citizen, other_body: TestBody) -> None:
    neighbour = other_body.client(other_body.citizen())
    assert neighbour.get(f"/bozze/{citizen.draft_id}/1/").status_code == 404


def test_wrong_values_stay_on_the_page_and_in_the_draft(citizen: Citizen) -> None:
    response = citizen.post(1, {"email": "giulia@"})
    assert response.status_code == 422
    assert b'value="giulia@"' in response.content
    assert b'href="#f-email"' in response.content
    assert citizen.draft.data["email"] == "giulia@"
    assert citizen.draft.page == 0


@pytest.mark.parametrize("number", [1, 2, 3])
def test_saved_at_any_step_with_wrong_values_and_resumed_elsewhere(citizen: Citizen, number: int) -> None:
    wrong = [{"email": "giulia@"}, CHILDREN | {"children[0].age": "quattordici"}, {"notes": "x" * 600}]
    citizen.fill_in(number - 1)
    response = citizen.post(number, wrong[number - 1], do="save")
    assert response["Location"].startswith("/scrivania/")
    elsewhere = citizen.body.client(citizen.citizen)
    resumed = elsewhere.get(f"/bozze/{citizen.draft_id}/", follow=True)
    assert resumed.redirect_chain[-1][0] == citizen.address(number)
    assert ["giulia@", "quattordici", "x" * 600][number - 1] in resumed.content.decode()


def test_a_file_beside_a_wrong_field_stays(citizen: Citizen) -> None:
    citizen.fill_in(2)
    response = citizen.post(3, {"paper": pdf(), "_shown": ["paper", "truth"], "notes": "x" * 600})
    assert response.status_code == 422
    assert "isee.pdf" in text_of(response)
    (file_id,) = citizen.draft.data["paper"]
    citizen.post(3, PAPERS | {"paper": file_id, "_shown": ["paper", "truth"]})
    citizen.send()
    (attachment,) = Application.objects.get().attachments.select_related("stored")
    assert attachment.stored.name == "isee.pdf"


def test_a_file_is_removed_by_its_button(citizen: Citizen) -> None:
    citizen.fill_in(2)
    citizen.post(3, {"paper": pdf(), "_shown": "paper"}, do="save")
    (file_id,) = citizen.draft.data["paper"]
    values = {"paper": file_id, "_shown": "paper", "_action": f"remove-file:paper:{file_id}"}
    response = citizen.client.post(citizen.address(3), values | {"version": citizen.draft.version})
    assert response["Location"] == f"{citizen.address(3)}#f-paper"
    assert citizen.draft.data["paper"] == []
    assert not StoredFile.objects.filter(pk=file_id).exists()


def test_eleven_megabytes_in_a_field_of_ten(citizen: Citizen) -> None:
    citizen.fill_in(2)
    big = SimpleUploadedFile("scansione.pdf", b"%PDF-1.4" + b"0" * 11_000_000)
    response = citizen.post(3, PAPERS | {"paper": big, "_shown": ["paper", "truth"]})
    assert response.status_code == 422
    assert "11 MB" in text_of(response)
    assert "10 MB" in text_of(response)
    assert citizen.draft.data["notes"] == "Nessuna"
    assert not StoredFile.objects.exists()


def test_a_program_renamed_pdf(citizen: Citizen) -> None:
    citizen.fill_in(2)
    program = SimpleUploadedFile("fattura.pdf", b"MZ\x90\x00\x03" + b"\x00" * 200)
    response = citizen.post(3, {"paper": program, "_shown": "paper"})
    assert response.status_code == 422
    assert "fattura.pdf" in text_of(response)
    assert not StoredFile.objects.exists()


def test_a_file_of_anothers_draft_is_refused(citizen: Citizen) -> None:
    other = Citizen(citizen.body, citizen.service, **BIANCHI)
    other.start()
    other.fill_in(2)
    other.post(3, {"paper": pdf(), "_shown": "paper"}, do="save")
    citizen.fill_in(2)
    response = citizen.post(3, PAPERS | {"paper": other.draft.data["paper"], "_shown": ["paper", "truth"]})
    assert response.status_code == 422
    assert "isee.pdf" not in text_of(response)


def test_nul_and_control_characters(citizen: Citizen) -> None:
    citizen.fill_in(2)
    response = citizen.post(3, PAPERS | {"notes": "a\x00b\x07c"})
    assert response.status_code == 422
    assert "caratteri" in text_of(response)
    assert citizen.get(3).status_code == 200
    response = citizen.post(3, PAPERS | {"notes": "Emoji 🏠 e عربي"})
    assert response.status_code == 303
    citizen.send()
    assert Application.objects.get().data["notes"] == "Emoji 🏠 e عربي"


def test_expired_csrf_keeps_what_was_posted(body: TestBody) -> None:
    citizen = Citizen(body)
    citizen.client.handler.enforce_csrf_checks = True
    citizen.start()
    response = citizen.post(1, {"email": "nuova@posta.example"}, origin="http://localhost")
    assert response.status_code == 303
    page = citizen.client.get(response["Location"])
    assert "Abbiamo ritrovato quello che avevi scritto" in text_of(page)
    assert "nuova@posta.example" in page.content.decode()
    assert citizen.draft.data["email"] == "nuova@posta.example"


def test_a_post_planted_by_another_site_is_not_kept(body: TestBody) -> None:
    citizen = Citizen(body)
    citizen.client.handler.enforce_csrf_checks = True
    citizen.start()
    response = citizen.post(1, {"email": "mallory@evil.example"}, origin="http://evil.example")
    assert response.status_code == 403
    assert settings.PARKED_COOKIE_NAME not in response.cookies
    assert citizen.draft.data["email"] == "giulia.ferrari@posta.example"


def _expire(citizen: Citizen) -> None:
    citizen.client.cookies.pop(settings.SESSION_COOKIE_NAME)


def test_session_expired_at_the_third_step_with_a_file(citizen: Citizen) -> None:
    citizen.fill_in(2)
    version = citizen.draft.version
    _expire(citizen)
    values = PAPERS | {"paper": pdf(), "_shown": ["paper", "truth"], "notes": "Ritrovami", "version": version}
    response = citizen.post(3, values, origin="http://localhost")
    assert response.status_code == 303
    assert "scaduta=1" in response["Location"]
    assert "conservato per due ore" in text_of(citizen.client.get(response["Location"]))
    # Another person signs in on the same machine: nothing for them, and nothing is used up.
    citizen.client.sign_in(citizen.body.citizen(**BIANCHI).user)
    assert citizen.get(3).status_code == 404
    citizen.client.sign_in(citizen.citizen.user)
    page = citizen.get(3)
    assert "Abbiamo ritrovato quello che avevi scritto" in text_of(page)
    assert "Ritrovami" in page.content.decode()
    assert "isee.pdf" in text_of(page)
    stored = StoredFile.objects.get()
    assert (stored.subject_id, stored.state) == (citizen.draft_id, StoredFile.State.CLEAN)
    assert "Abbiamo ritrovato" not in text_of(citizen.get(3))


def test_parked_but_changed_elsewhere_shows_both(citizen: Citizen) -> None:
    citizen.fill_in(2)
    version = citizen.draft.version
    citizen.post(3, {"notes": "Dal telefono"}, do="save")
    _expire(citizen)
    citizen.post(3, {"notes": "Dal computer", "version": version}, origin="http://localhost")
    citizen.client.sign_in(citizen.citizen.user)
    page = citizen.get(3)
    assert page.status_code == 409
    assert "Dal telefono" in text_of(page)
    assert "Dal computer" in text_of(page)
    assert citizen.draft.data["notes"] == "Dal telefono"


def test_spid_without_email(body: TestBody) -> None:
    form = wizard(panel("one", "Dati", text("reason", "Motivo", validate={"required": True})))
    citizen = Citizen(body, body.service("accesso", form=form), email="")
    citizen.start()
    citizen.post(1, {"reason": "Mi serve"})
    receipt = citizen.client.get(citizen.send()["Location"])
    assert receipt.status_code == 200
    assert "Non abbiamo un tuo indirizzo email" in text_of(receipt)


@pytest.mark.parametrize(
    "person",
    [
        {"given_name": "Suharto", "family_name": ""},
        {"given_name": "M" * 90, "family_name": "B" * 90},
        {"given_name": "Nguyễn", "family_name": "عبد الله", "birth_place": "Z220"},
        {"fiscal_code": "12345678903", "given_name": "Ada", "family_name": "Nova"},
    ],
)
def test_uncommon_people(body: TestBody, person: dict[str, str]) -> None:
    application = Citizen(body, **person).sent()
    assert application.applicant["given_name"] == person["given_name"]
    assert body.client(application.citizen).get(f"/pratiche/{application.pk}/").status_code == 200


def test_rows_are_added_and_removed_without_a_script(citizen: Citizen) -> None:
    citizen.fill_in(1)
    values = CHILDREN | {"version": citizen.draft.version, "_action": "add:children"}
    response = citizen.client.post(citizen.address(2), values)
    assert response["Location"] == f"{citizen.address(2)}#f-children"
    assert b"children[1].name" in citizen.get(2).content
    values = CHILDREN | {
        "_rows:children": "2", "children[1].name": "Leo", "version": citizen.draft.version,
        "_action": "remove:children:0",
    }  # fmt: skip
    citizen.client.post(citizen.address(2), values)
    assert [row["name"] for row in citizen.draft.data["children"]] == ["Leo"]


def test_back_keeps_what_was_written(citizen: Citizen) -> None:
    citizen.fill_in(1)
    response = citizen.post(2, {"isee": "no", "_rows:children": "0"}, do="back")
    assert response["Location"] == citizen.address(1)
    assert citizen.draft.data["isee"] == "no"


def test_a_draft_is_deleted_after_asking(citizen: Citizen) -> None:
    assert "Eliminare la bozza?" in text_of(citizen.get("elimina"))
    assert Draft.objects.exists()
    assert citizen.client.post(citizen.address("elimina"))["Location"] == "/scrivania/"
    assert not Draft.objects.exists()
