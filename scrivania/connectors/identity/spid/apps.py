from django.apps import AppConfig


class SpidConfig(AppConfig):
    name = "scrivania.connectors.identity.spid"
    label = "spid"
