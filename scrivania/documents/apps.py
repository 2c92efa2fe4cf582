from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "scrivania.documents"
    label = "documents"
