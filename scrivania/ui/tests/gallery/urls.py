"""Views and made-up content of the sample site."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from scrivania.core import clock
from scrivania.core.actor import NOBODY, Actor
from scrivania.core.guards import public
from scrivania.ui.views import error_page

PROFILE = {
    "region_name": "Regione Lombardia",
    "region_url": "https://www.regione.example/",
    "institutional_url": "https://comune.example/",
    "administration_url": "https://comune.example/amministrazione",
    "news_url": "https://comune.example/novita",
    "live_url": "https://comune.example/vivere",
    "privacy_url": "https://comune.example/privacy",
    "legal_notes_url": "https://comune.example/note-legali",
    "accessibility_url": "https://form.agid.gov.it/view/esempio",
    "improvement_plan_url": "https://comune.example/piano",
    "faq_url": "https://comune.example/faq",
    "assistance_url": "https://comune.example/assistenza",
    "report_issue_url": "https://comune.example/disservizio",
    "booking_url": "https://comune.example/appuntamenti",
    "address": "Piazza Cavour 1, 22010 Borgoverde (CO)",
    "phone": "0344 123456",
    "email": "info@comune.example",
    "pec": "protocollo@pec.comune.example",
    "vat_code": "00123456789",
    "next_generation_eu": True,
}


@dataclass(frozen=True)
class SampleBody:
    name: str = "Comune di Borgoverde sul Lario"
    profile: Any = None


@dataclass(frozen=True)
class SamplePerson:
    full_name: str = "Maria Antonietta Bianchi Degli Esposti"

    def __str__(self) -> str:
        return self.full_name


class SampleForm(forms.Form):
    name = forms.CharField(label="Nome", help_text="Come risulta dalla carta d’identità")
    email = forms.EmailField(label="Indirizzo e-mail")
    birth = forms.DateField(label="Data di nascita", widget=forms.DateInput({"type": "date"}))
    income = forms.DecimalField(label="Valore ISEE in euro", required=False)
    use = forms.ChoiceField(
        label="Uso del certificato", widget=forms.RadioSelect, choices=[("a", "In bollo"), ("b", "Libera")]
    )
    days = forms.MultipleChoiceField(
        label="Giorni", widget=forms.CheckboxSelectMultiple, choices=[("1", "Lunedì"), ("2", "Martedì")]
    )
    school = forms.ChoiceField(label="Scuola", choices=[("", "Scegli"), ("n", "Girasole"), ("m", "Iris")])
    notes = forms.CharField(label="Note", widget=forms.Textarea({"rows": 3}), required=False)
    document = forms.FileField(label="Documento", help_text="PDF o JPEG, al massimo 10 MB")
    consent = forms.BooleanField(label="Ho letto e compreso l’informativa sulla privacy")


class SampleFilters(forms.Form):
    q = forms.CharField(label="Cerca", required=False)
    state = forms.ChoiceField(label="Stato", required=False, choices=[("", "Tutti"), ("4000", "In carico")])


STATES = [
    (1000, "Bozza"), (1500, "In attesa di pagamento"), (1900, "Inviata"), (3000, "Protocollata"),
    (4000, "Presa in carico"), (4200, "In attesa di integrazioni"), (7000, "Accettata"), (9000, "Rifiutata"),
    (20000, "Ritirata"),
]  # fmt: skip
AT = datetime(2027, 3, 3, 13, 5, tzinfo=clock.ROME)


def sample_context() -> dict[str, Any]:
    return {
        "at": AT,
        "states": STATES,
        "filters": SampleFilters(),
        "form": SampleForm({"name": "Maria", "email": "maria@", "use": "c"}),
        "empty_form": SampleForm(),
        "timeline": [
            {"title": "Inviata", "at": AT, "done": True},
            {"title": "Protocollata", "at": AT + timedelta(hours=1), "done": True, "text": "N. 2027/431"},
            {"title": "Presa in carico", "at": AT + timedelta(days=1), "current": True, "icon": "user"},
            {"title": "Termine di conclusione", "day": date(2027, 4, 2)},
        ],
        "tabs": [
            {"label": "Scrivania", "url": "/", "current": True, "icon": "pa"},
            {"label": "Pratiche", "url": "/?p", "count": 12, "icon": "files"},
            {"label": "Messaggi", "url": "/?m", "count": 3, "icon": "mail"},
            {"label": "Servizi", "url": "/?s", "icon": "list"},
        ],
        "steps": [
            {"title": "Informativa sulla privacy", "state": "confirmed", "url": "/form?1"},
            {"title": "Dati del bambino", "state": "confirmed", "url": "/form?2"},
            {"title": "Situazione economica del nucleo familiare", "state": "active"},
            {"title": "Allegati", "state": ""},
            {"title": "Riepilogo", "state": ""},
        ],
        "rows": [
            {"label": "Numero della pratica", "value": "2027-000123"},
            {"label": "Ufficio", "value": "Servizi educativi", "url": "/ufficio"},
            {"label": "Codice fiscale", "value": "BNCMNT85A41C933X"},
            {"label": "Termine", "value": ""},
        ],
        "documents": [
            {"name": "Ricevuta della richiesta", "url": "/d/1", "size": 102_400, "format": "PDF", "at": AT},
            {
                "name": "Domanda di iscrizione.pdf",
                "url": "/d/2",
                "size": 1_400_000,
                "format": "PDF",
                "note": "A",
            },
            {"name": "Risposta dell’ufficio"},
        ],
    }


def _page(name: str, actor: Actor = NOBODY) -> Any:
    source = (Path(__file__).parent / f"{name}.html").read_text(encoding="utf-8")

    @public
    def view(request: HttpRequest) -> HttpResponse:
        request.tenant, request.actor = SampleBody(profile=PROFILE), actor
        return HttpResponse(engines["django"].from_string(source).render(sample_context(), request))

    return view


@public
def error(request: HttpRequest, status: int) -> HttpResponse:
    request.tenant, request.actor = SampleBody(profile=PROFILE), NOBODY
    return error_page(request, status)


CITIZEN = Actor(kind="citizen", person=SamplePerson())
OPERATOR = Actor(kind="staff", person=SamplePerson("Luca Ferri"))

urlpatterns = [
    path("", _page("home"), name="home"),
    path("desk", _page("desk", CITIZEN), name="desk"),
    path("form", _page("form", CITIZEN), name="form"),
    path("wrong", _page("wrong", CITIZEN), name="wrong"),
    path("office", _page("office", OPERATOR), name="office"),
    path("error/<int:status>", error, name="error"),
]
