from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "scrivania.desk"
    label = "desk"
