from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "scrivania.core"
    label = "core"

    def ready(self) -> None:
        from scrivania.core.db.grants import secure_database

        post_migrate.connect(secure_database, sender=self)
