from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "scrivania.tenants"
    label = "tenants"
