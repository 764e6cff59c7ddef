"""The form that begins an action."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Form, SelectField, StringField

from campaign.errors import BadEntry
from campaign.web.desk.forms.choices import country_choices, languages_in, time_zone_choices


class NewActionForm(Form):  # type: ignore[misc]
    """What an action cannot be without, even as a draft."""

    title = StringField(_("Title"))
    language = StringField(_("Language of the title (code)"), default="en")
    country = SelectField(_("Country whose authorities are written to"))
    time_zone = SelectField(_("Time zone of the last day"), default="UTC")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = country_choices()
        self.time_zone.choices = time_zone_choices()

    def values(self) -> dict[str, str]:
        """Return what the form holds; raises BadEntry for what is missing."""
        if not self.country.data:
            raise BadEntry("Choose the country whose authorities are written to.")
        if not self.validate():
            raise BadEntry("Choose the country and the time zone from the lists.")
        languages = languages_in(self.language.data)
        if len(languages) != 1:
            raise BadEntry("Name one language, such as en.")
        return {
            "title": self.title.data or "",
            "language": languages[0],
            "country": self.country.data,
            "time_zone": self.time_zone.data,
        }
