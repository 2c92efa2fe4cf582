"""Mounted at `/idp`: the bare address is the provider's entityID."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.metadata),
    path("/metadata", views.metadata, name="idp-metadata"),
    path("/sso", views.sso, name="idp-sso"),
    path("/rispondi", views.answer, name="idp-answer"),
    path("/slo", views.slo, name="idp-slo"),
]
