"""No form is published unchecked, whoever asks."""

import pytest

from scrivania.catalog.actions import BadForm, publish_form
from scrivania.catalog.models import FormVersion
from scrivania.core.actor import NOBODY
from scrivania.testing.bodies import TestBody


def test_a_form_with_problems_is_not_published(body: TestBody) -> None:
    service = body.service()
    with pytest.raises(BadForm) as refused:
        publish_form(NOBODY, service, {"components": [{"type": "no-such-type", "key": "x", "input": True}]})
    assert refused.value.problems
    assert FormVersion.objects.filter(service=service).count() == 1
