"""Mounted at `/registry`; what a connector calls lies below `/registry/<aoo>`."""

from django.urls import path

from . import pages, views

urlpatterns = [
    path("/", pages.index, name="registry-index"),
    path("/<slug:aoo>/", pages.register, name="registry-register"),
    path("/<slug:aoo>/guasti", pages.set_fault, name="registry-faults"),
    path("/<slug:aoo>/<int:year>/<int:serial>/file", pages.content, name="registry-file"),
    path("/<slug:aoo>/status", views.status),
    path("/<slug:aoo>/documents", views.documents),
    path("/<slug:aoo>/documents/<uuid:reference>", views.document),
]
