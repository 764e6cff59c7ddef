"""The Flask application: settings, database, languages, pages."""

from flask import Flask
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

from campaign.db import Database
from campaign.paths import PACKAGE, TEMPLATES
from campaign.rendering.children import Children
from campaign.settings import Settings, load_settings
from campaign.web import access, filters, headers, limits, logs, problems, uploads
from campaign.web.accounts import guard
from campaign.web.accounts.account import SENDS_MAIL, account
from campaign.web.accounts.calendar import calendar
from campaign.web.accounts.ceremonies import ADDRESS
from campaign.web.accounts.entering import entering
from campaign.web.accounts.links import links
from campaign.web.accounts.passkeys import passkeys
from campaign.web.accounts.people import people
from campaign.web.accounts.recording import AUDIT_KEY
from campaign.web.accounts.unlocking import unlocking
from campaign.web.database import EXTENSION
from campaign.web.desk import shortcuts
from campaign.web.desk.actions import actions
from campaign.web.desk.authorities import authorities
from campaign.web.desk.authority_files import authority_files
from campaign.web.desk.board import desk
from campaign.web.desk.confirming import confirming
from campaign.web.desk.corrections import directory
from campaign.web.desk.duplicates import duplicates
from campaign.web.desk.editing import editing
from campaign.web.desk.import_source import import_source
from campaign.web.desk.importing import importing
from campaign.web.desk.keeping import keeping
from campaign.web.desk.organisations import organisations
from campaign.web.desk.previews import previews
from campaign.web.desk.proofs import proofing
from campaign.web.desk.successors import successors
from campaign.web.supporter.correcting import correcting
from campaign.web.supporter.documents import documents
from campaign.web.supporter.making import RENDERER
from campaign.web.supporter.pages import pages
from campaign.web.supporter.preview import preview_pages
from campaign.web.supporter.sending import FAX_PATTERN, sending
from campaign.web.supporter.write import writing

PAGE_LANGUAGE = "en"


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application for these settings, or for those of the installation."""
    settings = settings or load_settings()
    app = Flask(__name__, template_folder=str(TEMPLATES), static_folder=str(PACKAGE / "web" / "static"))
    app.extensions[EXTENSION] = Database(settings.database)
    app.config["SITE_NAME"] = settings.site_name
    app.config["SITE_ADDRESS"] = settings.site_address
    app.config[ADDRESS] = settings.address
    app.config[AUDIT_KEY] = settings.audit_key
    app.config[FAX_PATTERN] = settings.fax_pattern
    app.config[SENDS_MAIL] = bool(settings.smtp_host)
    app.extensions[RENDERER] = Children(settings.render_slots, settings.render_waiting, settings.render_seconds)
    uploads.init_app(app)
    if settings.trusted_proxies:
        proxies = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    Babel(app, default_locale=PAGE_LANGUAGE)
    logs.init_app(app)
    filters.init_app(app)
    headers.init_app(app)
    access.init_app(app)
    guard.init_app(app)
    limits.init_app(app, settings.letter_limit)
    problems.init_app(app)
    shortcuts.init_app(app)
    for blueprint in (
        pages,
        writing,
        sending,
        documents,
        entering,
        links,
        account,
        calendar,
        people,
        desk,
        actions,
        editing,
        keeping,
        confirming,
        previews,
        proofing,
        passkeys,
        unlocking,
        preview_pages(),
        organisations,
        importing,
        import_source,
        authorities,
        directory,
        duplicates,
        successors,
        correcting,
        authority_files,
    ):
        app.register_blueprint(blueprint)
    return app
