"""Filling in the nursery form of the demonstration, page by page, as a parent does."""

from .visitor import Visitor, pdf

CHILD = ("Sofia", "Verdi", "VRDSFO25B51A944Y", "11/02/2025")
TWIN = ("Luca", "Verdi", "VRDLCU25B11A944L", "11/02/2025")
ISEE_PROTOCOL = "INPS-ISEE-2026-04417230K-00"


def applicant(visitor: Visitor) -> None:
    visitor.choose("Che rapporto hai", "Sono un genitore")


def child(visitor: Visitor, row: int, name: tuple[str, str, str, str]) -> None:
    given, family, code, born = name
    grid = visitor.group("Chi vuoi iscrivere?").get_by_role("group", name=f"Riga {row}", exact=True)
    day, month, year = born.split("/")
    answers = {"Nome": given, "Cognome": family, "Codice fiscale": code}
    for label, text in (answers | {"Giorno": day, "Mese": month, "Anno": year}).items():
        grid.get_by_role("textbox", name=label, exact=True).fill(text)


def children(visitor: Visitor, *, twins: bool = True) -> None:
    visitor.choose("Anno educativo", "2026/2027, inserimenti da gennaio")
    child(visitor, 1, CHILD)
    if twins:
        visitor.page.get_by_role("button", name="Aggiungi una bambina o un bambino").click()
        visitor.group("Chi vuoi iscrivere?").get_by_role("group", name="Riga 2", exact=True).wait_for()
        child(visitor, 2, TWIN)
    visitor.choose("Nido preferito", "La Coccinella, via della Stazione")
    visitor.choose("Seconda scelta", "Il Girasole, via delle Scuole")
    visitor.group("Orario").get_by_role("radio").first.check()


def family(visitor: Visitor) -> None:
    """With an ISEE: what belongs to it is asked only then."""
    visitor.group("La situazione della famiglia").get_by_role("checkbox").nth(1).check()
    visitor.page.get_by_label("Altri minorenni in famiglia").fill("0")
    visitor.group("Hai un ISEE").get_by_role("radio").first.check()


def isee(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_label("Valore ISEE").fill("8.420,50")
    visitor.day("Valido fino al", "31/12/2026")
    page.get_by_label("Numero di protocollo dell’attestazione").fill(ISEE_PROTOCOL)
    page.get_by_label("Attestazione ISEE").set_input_files(pdf("isee.pdf"))


def declarations(visitor: Visitor) -> None:
    for box in visitor.page.get_by_role("main").get_by_role("checkbox").all():
        box.check()
    visitor.choose("Come preferisci che ti contattiamo", "Per telefono")
