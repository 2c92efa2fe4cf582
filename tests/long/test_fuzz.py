"""Minutes of random input, where the suite gives seconds: `bin/test fuzz`."""

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrivania.formio import process, shared_pool
from scrivania.formio.tests.test_properties import FORMS, posted
from scrivania.ui.steps import build_step, parse_post

pytestmark = pytest.mark.fuzz
MANY = settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
# Names a form's own page may post, and anything else.
NAMES = st.sampled_from(
    sorted({c.path for form in FORMS.values() for c in form.walk()} | {"_action", "_shown", "version"})
) | st.text(max_size=12)


@pytest.mark.parametrize("name", sorted(FORMS))
@MANY
@given(data=st.data())
def test_the_engine_answers_whatever_is_posted(name: str, data: st.DataObject) -> None:
    form = FORMS[name]
    result = process(shared_pool(), name, form, data.draw(posted(form)))
    again = process(shared_pool(), name, form, result.data)
    assert again.data == result.data


@pytest.mark.parametrize("name", sorted(FORMS))
@MANY
@given(fields=st.dictionaries(NAMES, st.lists(st.text(max_size=20), max_size=3), max_size=12), data=st.data())
def test_a_page_takes_any_post_and_shows_it_again(
    name: str, fields: dict[str, list[str]], data: st.DataObject
) -> None:
    form = FORMS[name]
    post = QueryDict(mutable=True)
    for key, values in fields.items():
        post.setlist(key, values)
    page = data.draw(st.integers(0, len(form.pages) - 1))
    read: dict[str, Any] = parse_post(form, page, post, {})
    build_step(form, page, read)
