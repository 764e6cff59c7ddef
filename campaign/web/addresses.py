"""Addresses in full, for what is read outside a browser: mail, calendars, feed readers."""

from flask import current_app, request


def full_address(path: str) -> str:
    """Return the address of a page: with the SITE_ADDRESS of the settings, or else as the browser knows the site."""
    site: str = current_app.config["SITE_ADDRESS"] or request.host_url
    return site.rstrip("/") + path
