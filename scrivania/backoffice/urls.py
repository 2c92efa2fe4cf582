"""Addresses of the back office, below /operatori/."""

from django.urls import path

from scrivania.backoffice.views import account, application, files, handling, inbox, services, sign_in

app_name = "backoffice"

_CASE = "pratiche/<uuid:pk>/"
_SERVICE = "servizi/<slug:slug>/"

urlpatterns = [
    path("accedi/", sign_in.sign_in, name="sign_in"),
    path("", inbox.inbox, name="inbox"),
    path(_CASE, application.application, name="application"),
    path(f"{_CASE}prendi-in-carico/", handling.take_charge, name="take_charge"),
    path(f"{_CASE}assegna/", handling.assign, name="assign"),
    path(f"{_CASE}richiedi-integrazioni/", handling.request_integration, name="request_integration"),
    path(f"{_CASE}riprendi/", handling.resume, name="resume"),
    path(f"{_CASE}accetta/", handling.accept, name="accept"),
    path(f"{_CASE}rifiuta/", handling.reject, name="reject"),
    path(f"{_CASE}annota/", application.add_note, name="add_note"),
    path(f"{_CASE}riprova-invio/<uuid:step_id>/", handling.retry_delivery, name="retry_delivery"),
    path("documenti/<uuid:pk>/", files.file, name="file"),
    path("servizi/", services.services, name="services"),
    path(_SERVICE, services.service, name="service"),
    path(f"{_SERVICE}pubblica/", services.publish, name="publish"),
    path(f"{_SERVICE}sospendi/", services.suspend, name="suspend"),
    path(f"{_SERVICE}programma/", services.schedule, name="schedule"),
    path(f"{_SERVICE}proroga/", services.extend, name="extend"),
    path(f"{_SERVICE}modulo/", services.upload_form, name="upload_form"),
    path("account/", account.account, name="account"),
]
