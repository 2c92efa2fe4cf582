from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "scrivania.backoffice"
    label = "backoffice"
