"""Choosing a password and setting up a second factor: the same three pages for the invited and for the signed-in."""

import segno
from flask import current_app, render_template
from markupsafe import Markup

from campaign.errors import CampaignError, WrongSignIn
from campaign.services.accounts.factors import is_secret, new_totp_secret, totp_address
from campaign.services.accounts.passwords import hash_password
from campaign.web.accounts.checking import WRONG
from campaign.web.accounts.forms import AppForm, PasswordForm
from campaign.web.filters import said

GROUP = 4  # characters of a secret that are read out together


def password_page(form: PasswordForm, email: str) -> str:
    """Return the page to choose a password on."""
    return render_template("accounts/password.html", form=form, email=email)


def hash_of(form: PasswordForm) -> str | None:
    """Return what is kept of the password that was chosen; none if the form says what is wrong with it."""
    if not form.validate():
        return None
    try:
        return hash_password(form.password.data or "")
    except CampaignError as error:
        form.password.errors = [said(error.sentence)]
        return None


def app_page(email: str, target: str, secret: str = "", error: WrongSignIn | None = None) -> tuple[str, int]:
    """Return the page that shows a secret, as a picture and in words, and asks for the first code made of it."""
    secret = secret if is_secret(secret) else new_totp_secret()
    form = AppForm(data={"secret": secret})
    if error is not None:
        form.code.errors = [said(error.sentence)]
    page = render_template(
        "accounts/app.html",
        form=form,
        target=target,
        picture=_picture(totp_address(secret, email, current_app.config["SITE_NAME"])),
        groups=[secret[start : start + GROUP] for start in range(0, len(secret), GROUP)],
    )
    return page, WRONG if error is not None else 200


def codes_page(codes: tuple[str, ...]) -> str:
    """Return the page that shows recovery codes, this once."""
    return render_template("accounts/codes.html", codes=codes)


def _picture(text: str) -> Markup:
    """Return a QR code as SVG, black on white in every colour scheme: cameras expect that."""
    code = segno.make_qr(text, error="m")
    drawn = code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff", border=4)
    return Markup(drawn)  # noqa: S704  (drawn by a library, of squares alone)
