from django.urls import include, path

from . import views
from .systems import SYSTEMS

urlpatterns = [
    path("", views.index),
    path("simulators/", views.index, name="index"),
    *(path(name, include(f"{module}.urls")) for name, module in SYSTEMS.items()),
]
