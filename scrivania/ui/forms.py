"""Django forms in Bootstrap Italia's markup. Settings name the renderer in FORM_RENDERER."""

from functools import cache
from typing import Any

from django.forms.renderers import BaseRenderer
from django.template import loader


class BootstrapItaliaRenderer(BaseRenderer):
    """Takes a widget's template from `ui/forms/widgets/` where there is one, else Django's own.

    By name and not by overriding `django/forms/…`: that would hang on the order of INSTALLED_APPS.
    """

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        return _template(template_name)


@cache
def _template(name: str) -> Any:
    return loader.select_template([name.replace("django/forms/", "ui/forms/", 1), name])
