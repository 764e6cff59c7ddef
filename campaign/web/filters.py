"""Words and values that every page template may use."""

from datetime import UTC, date, datetime

from babel import Locale
from babel.dates import format_date, format_datetime
from flask import Flask
from flask_babel import get_locale, gettext

from campaign.errors import Sentence
from campaign.merging.countries import country_name
from campaign.merging.letter import paragraphs_of


def init_app(app: Flask) -> None:
    """Give templates the page's language and direction, and dates, countries and languages in words."""
    app.jinja_env.filters.update(
        day=_day,
        moment=_moment,
        month=_month,
        weekday=_weekday,
        country=_country,
        language=language_name,
        direction=_direction,
        said=said,
        paragraphs=paragraphs_of,
    )
    app.context_processor(lambda: {"page_locale": get_locale(), "site_name": app.config["SITE_NAME"]})


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale=get_locale())


def _moment(moment: datetime) -> str:
    return f"{format_datetime(moment, 'd MMMM y, HH:mm', tzinfo=UTC, locale=get_locale())} UTC"


def _month(day: date) -> str:
    return format_date(day, "LLLL y", locale=get_locale())


def _weekday(day: date) -> str:
    return format_date(day, "EEE", locale=get_locale())


def _country(code: str) -> str:
    return country_name(code, str(get_locale()))


def language_name(code: str) -> str:
    """Return a language's name in the language of the page."""
    name = Locale.parse(str(get_locale())).languages.get(code)
    return name or code


def said(sentence: Sentence) -> str:
    """Return a sentence from the floors below in the language of the page."""
    values = {name: said(value) if isinstance(value, Sentence) else value for name, value in sentence.values.items()}
    text: str = gettext(sentence.message, **values)
    return text


def _direction(language: str) -> str:
    return Locale.parse(language.replace("-", "_")).text_direction
