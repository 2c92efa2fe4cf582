from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "scrivania.ui"
    label = "ui"

    def ready(self) -> None:
        from scrivania.ui import checks  # noqa: F401  registers the check of LAYOUT_URLS
