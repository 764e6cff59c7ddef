"""The Flask application: settings, database, languages, pages."""

from flask import Flask
from flask_babel import Babel

from campaign.db import Database
from campaign.paths import PACKAGE, TEMPLATES
from campaign.settings import Settings, load_settings
from campaign.web import filters, headers, problems
from campaign.web.database import EXTENSION
from campaign.web.supporter.pages import pages

PAGE_LANGUAGE = "en"


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application for these settings, or for those of the installation."""
    settings = settings or load_settings()
    app = Flask(__name__, template_folder=str(TEMPLATES), static_folder=str(PACKAGE / "web" / "static"))
    app.extensions[EXTENSION] = Database(settings.database)
    app.config["SITE_NAME"] = settings.site_name
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    Babel(app, default_locale=PAGE_LANGUAGE)
    filters.init_app(app)
    headers.init_app(app)
    problems.init_app(app)
    app.register_blueprint(pages)
    return app
