"""Saying at its field what is wrong with it, where an error names the field."""

from wtforms import Field, Form

from campaign.errors import CampaignError
from campaign.web.filters import said


def mark_wrong(form: Form, error: CampaignError) -> Field | None:
    """Put an error at the field that its value `at` names, such as `contacts-0-raw`, and return the field, if any."""
    name, place, field = (*str(error.sentence.values.get("at", "")).split("-", 2), "", "")[:3]
    inner = form
    if place:
        rows = form[name].entries
        inner, name = (rows[int(place)].form if int(place) < len(rows) else ()), field
    found: Field | None = getattr(inner, name, None) if name else None
    if found is not None:
        found.errors = [said(error.sentence)]
    return found
