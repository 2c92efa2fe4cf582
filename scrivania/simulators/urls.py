from django.conf import settings
from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.index),
    path("simulators/", views.index, name="index"),
    *(path(name, include(f"{module}.urls")) for name, module in settings.SIMULATORS.items()),
]
