from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "scrivania.access"
    label = "access"
