from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "scrivania.portal"
    label = "portal"
