from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "scrivania.applications"
    label = "applications"
