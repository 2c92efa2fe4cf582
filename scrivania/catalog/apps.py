from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "scrivania.catalog"
    label = "catalog"
