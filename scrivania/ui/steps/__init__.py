"""Pages of a form without a script: definitions to controls, what was posted back to data.

step = build_step(form, index, draft.data, errors=..., hidden=..., locked=..., files=...)
{% include "ui/steps/step.html" %}                 inside the caller's own <form>
data = parse_post(form, index, request.POST, draft.data, uploads={path: [file ids]})
sections = build_summary(form, result.data, result.hidden, files=...)
{% include "ui/steps/summary.html" %}
"""

from scrivania.ui.steps.nodes import Problem, StepView
from scrivania.ui.steps.posting import has_action, parse_post
from scrivania.ui.steps.step import build_step
from scrivania.ui.steps.summary import SummaryRow, SummarySection, SummaryTable, build_summary

__all__ = [
    "Problem",
    "StepView",
    "SummaryRow",
    "SummarySection",
    "SummaryTable",
    "build_step",
    "build_summary",
    "has_action",
    "parse_post",
]
