"""Searching finds one's own, however many others match."""

from django.db import connections

from scrivania.applications.models import Application
from scrivania.applications.queries import mine
from scrivania.testing.bodies import TestBody
from scrivania.testing.cases import sent_application


def test_by_words_number_and_fiscal_code(body: TestBody) -> None:
    application = sent_application(body)
    other = sent_application(body, citizen=body.citizen("00991231002", given_name="Ada", family_name="Neri"))
    for text in (
        "iscrizioni",
        "NIDÒ",
        application.number,
        application.citizen.fiscal_code.lower(),
        "Ferrari",
    ):
        assert list(mine(application.citizen, text=text)) == [application], text
    assert list(mine(application.citizen, text=other.number)) == []


def test_among_thousands_of_others(body: TestBody) -> None:
    application = sent_application(body)
    columns = [field.column for field in Application._meta.local_fields]
    replaced = {"id": "gen_random_uuid()", "draft_id": "gen_random_uuid()", "number": "'x' || n"}
    replaced["citizen_id"] = "%s"
    other = body.citizen("00991231002")
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(replaced.get(column, f'a."{column}"') for column in columns)
    with connections["default"].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO applications_application ({names}) SELECT {values} "
            "FROM applications_application a, generate_series(1, 1500) n WHERE a.id = %s",
            [other.pk, application.pk],
        )
    assert list(mine(application.citizen, text="iscrizione")) == [application]
    assert mine(other, text="iscrizione").count() == 1500
