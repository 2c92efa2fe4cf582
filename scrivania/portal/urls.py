"""Addresses of the citizens' site."""

from django.urls import path

from scrivania.portal.views import (
    applications,
    desk,
    drafts,
    files,
    home,
    integration,
    messages,
    review,
    services,
    signing,
    step,
    verify,
)

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("servizi/", services.services, name="services"),
    path("servizi/<slug:slug>/", services.service, name="service"),
    path("servizi/<slug:slug>/domanda/", drafts.start, name="start"),
    path("accedi/", signing.sign_in, name="sign_in"),
    path("esci/", signing.sign_out, name="sign_out"),
    path("lingua/", signing.set_language, name="set_language"),
    path("scrivania/", desk.desk, name="desk"),
    path("pratiche/", applications.applications, name="applications"),
    path("pratiche/<uuid:pk>/", applications.application, name="application"),
    path("pratiche/<uuid:pk>/conferma/", applications.confirmation, name="confirmation"),
    path("pratiche/<uuid:pk>/ricevuta.pdf", applications.receipt, name="receipt"),
    path("pratiche/<uuid:pk>/integrazione/", integration.integration, name="integration"),
    path("bozze/<uuid:pk>/", drafts.draft, name="draft"),
    path("bozze/<uuid:pk>/<int:page>/", step.step, name="step"),
    path("bozze/<uuid:pk>/riepilogo/", review.review, name="review"),
    path("bozze/<uuid:pk>/invia/", review.submit, name="submit"),
    path("bozze/<uuid:pk>/elimina/", drafts.discard, name="discard"),
    path("messaggi/", messages.messages, name="messages"),
    path("messaggi/<uuid:pk>/", messages.message, name="message"),
    path("documenti/<uuid:pk>/", files.file, name="file"),
    path("verifica/<str:code>/", verify.verify, name="verify"),
]
