"""One believable content for each document, to be varied with `dataclasses.replace`."""

from datetime import UTC, date, datetime

from scrivania.documents.pdf.content import (
    ApplicationContent,
    Body,
    Case,
    Field,
    File,
    Files,
    Identification,
    IntegrationAnswerContent,
    IntegrationRequestContent,
    Office,
    Official,
    OutcomeContent,
    ReceiptContent,
    Registration,
    Section,
    SilenceEffect,
    Table,
    Term,
)

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 100">'
    b'<path d="M4 4h72v52c0 24-18 34-36 40C22 90 4 80 4 56z" fill="#0066cc" stroke="#17324d"/>'
    b'<path d="M40 18l7 16 17 2-13 12 4 18-15-9-15 9 4-18-13-12 17-2z" fill="#fff"/></svg>'
)
SUBMITTED = datetime(2026, 11, 23, 9, 5, 33, 412_000, tzinfo=UTC)
VERIFY = "https://stanza.comune.vallechiara.example/verifica/Zk3vQ0pTn5yW8aLr2cJx1g"

BODY = Body(
    name="Comune di Vallechiara",
    address="Piazza della Libertà 1, 40010 Vallechiara (BO)",
    pec="protocollo@pec.comune.vallechiara.example",
    website="www.comune.vallechiara.example",
    fiscal_code="80001234567",
    logo=LOGO,
)
OFFICE = Office(
    name="Servizi educativi e scolastici",
    address="Via Mazzini 12, primo piano",
    email="scuola@comune.vallechiara.example",
    phone="051 000 0000",
    hours="lunedì e giovedì 8:30–12:30",
)
CASE = Case(
    body=BODY,
    office=OFFICE,
    number="2026-000123",
    service="Iscrizione al nido d’infanzia, anno educativo 2027/2028",
    submitted_at=SUBMITTED,
    applicant="Maria Teresa D’Alò Nicolò",
    fiscal_code="DLAMTR85C41A944X",
)
SPID = Identification(method="SPID livello 2", provider="Gestore di prova", at=SUBMITTED)
OFFICIAL = Official(name="Dott.ssa Lucia Bianchi", role="Responsabile dei Servizi educativi")
REGISTRATION = Registration(
    number="45678", registered_at=datetime(2026, 11, 24, 7, 0, tzinfo=UTC), register="Protocollo generale"
)
FILES = (
    File(name="attestazione_isee_2026.pdf", size=245_113, sha256="0f" * 32, label="Attestazione ISEE"),
    File(name="certificato vaccinale di Sofia.p7m", size=1_830_204, sha256="a9" * 32),
)
SECTIONS = (
    Section(
        title="Nucleo familiare",
        items=(
            Field("Componenti del nucleo", "4"),
            Field("Valore ISEE", "18.432,15 €"),
            Table(
                "Figli",
                ("Nome", "Cognome", "Nascita", "Codice fiscale"),
                (
                    ("Sofia", "Rossi", "12/03/2025", "RSSSFO25C52A944K"),
                    ("Łukasz", "Rossi", "30/06/2022", "RSSLSZ22H30A944W"),
                ),
            ),
        ),
    ),
    Section(
        title="Scelta del nido",
        items=(
            Field("Prima scelta", "Nido “Il Girasole”, via dell’Università 4"),
            Field("Seconda scelta", ""),
            Field("Note", "Orario ridotto fino a giugno.\nIn seguito tempo pieno."),
        ),
    ),
    Section(title="Residenza", depth=2, items=(Field("Indirizzo", "Via Roma 12/A"),)),
    Section(title="Allegati", items=(Files("Documenti caricati", FILES),)),
)
APPLICATION = ApplicationContent(
    case=CASE,
    identification=SPID,
    applicant=(
        Field("Nome e cognome", CASE.applicant),
        Field("Codice fiscale", CASE.fiscal_code),
        Field("Nascita", "1º marzo 1985, Bologna (BO)"),
        Field("Posta elettronica", "mt.dalo@example.org"),
    ),
    sections=SECTIONS,
    declarations=(
        "Il sottoscritto dichiara, ai sensi degli articoli 46 e 47 del D.P.R. 28 dicembre 2000, n. 445, "
        "consapevole delle sanzioni penali previste dall’articolo 76, che quanto riportato è vero.",
        "Dichiara di avere letto l’informativa sul trattamento dei dati personali.",
    ),
    data={"isee": 18432.15, "figli": [{"nome": "Sofia"}], "note": "È così"},
    verification_url=VERIFY,
)
RECEIPT = ReceiptContent(
    case=CASE,
    identification=SPID,
    responsible=OFFICIAL,
    term=Term(days=30, due_on=date(2026, 12, 23), silence=SilenceEffect.NONE),
    substitute="Segretario generale, segretario@pec.comune.vallechiara.example",
    remedies=("Per la graduatoria è ammesso reclamo entro dieci giorni dalla pubblicazione.",),
    files=FILES,
    desk_url="https://stanza.comune.vallechiara.example/pratiche/019ab0c4-0000-7000-8000-000000000001/",
    verification_url=VERIFY,
)
REQUEST = IntegrationRequestContent(
    case=CASE,
    issued_at=datetime(2026, 12, 1, 8, 30, tzinfo=UTC),
    official=OFFICIAL,
    text="L’attestazione ISEE allegata riporta un nucleo diverso da quello dichiarato.",
    wanted=("Attestazione ISEE in corso di validità", "Documento di identità dell’altro genitore"),
    due_on=date(2026, 12, 11),
    suspends_term=True,
    answer_url=RECEIPT.desk_url,
    verification_url=VERIFY,
    registration=REGISTRATION,
)
ANSWER = IntegrationAnswerContent(
    case=CASE,
    requested_at=REQUEST.issued_at,
    request=REQUEST.text,
    answered_at=datetime(2026, 12, 3, 18, 2, 9, tzinfo=UTC),
    identification=SPID,
    text="Allego la nuova attestazione.\nIl nucleo è cambiato a ottobre.",
    files=FILES,
    verification_url=VERIFY,
)
OUTCOME = OutcomeContent(
    case=CASE,
    accepted=True,
    decided_at=datetime(2026, 12, 15, 10, 0, tzinfo=UTC),
    official=OFFICIAL,
    reasons="L’istanza è completa e il punteggio raggiunto (34) è utile alla prima scelta.",
    attachments=FILES[:1],
    registration=REGISTRATION,
    verification_url=VERIFY,
)
