from django.apps import AppConfig


class CitizensConfig(AppConfig):
    name = "scrivania.citizens"
    label = "citizens"
