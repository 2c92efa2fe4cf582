from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "scrivania.registry"
    label = "registry"
