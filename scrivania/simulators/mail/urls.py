"""Mounted at `/mail`."""

from django.urls import path

from . import views

urlpatterns = [
    path("/", views.index, name="mail-index"),
    path("/guasti", views.set_fault, name="mail-faults"),
    path("/<slug:name>/", views.mail, name="mail-read"),
    path("/<slug:name>/allegati/<int:position>", views.attachment, name="mail-attachment"),
]
