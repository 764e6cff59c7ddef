"""The forms of signing in: what is wrong stands beside its field."""

from flask_babel import lazy_gettext as _
from wtforms import Form, PasswordField, SelectField, StringField
from wtforms.fields import HiddenField
from wtforms.fields.choices import SelectChoice

from campaign.models.vocabulary import CoordinatorRole

ROLES = {
    CoordinatorRole.VIEWER: _("Viewer: sees the desk"),
    CoordinatorRole.EDITOR: _("Editor: also writes and changes actions"),
    CoordinatorRole.PUBLISHER: _("Publisher: also publishes and stops them"),
    CoordinatorRole.ADMINISTRATOR: _("Administrator: also invites coordinators"),
}


class SignInForm(Form):  # type: ignore[misc]  # WTForms has no types of its own
    """The first step: who, and the password."""

    next = HiddenField()
    email = StringField(_("Your e-mail address"))
    password = PasswordField(_("Your password"))


class CodeForm(Form):  # type: ignore[misc]
    """The second step: a code."""

    next = HiddenField()
    code = StringField(_("Code"))


class AgainForm(Form):  # type: ignore[misc]
    """Both steps at once, by somebody who is signed in already."""

    next = HiddenField()
    password = PasswordField(_("Your password"))
    code = StringField(_("Code"))


class PasswordForm(Form):  # type: ignore[misc]
    """A new password, typed twice because it cannot be seen."""

    password = PasswordField(_("A new password"))
    repeated = PasswordField(_("The same once more"))

    def validate(self, extra_validators: object = None) -> bool:
        """Whether both are the same."""
        if self.password.data != self.repeated.data:
            self.repeated.errors = [_("These are two different passwords. Type both again.")]
            return False
        return True


class AppForm(Form):  # type: ignore[misc]
    """A new second factor: the secret that the page showed, and the first code that an app made of it."""

    secret = HiddenField()
    code = StringField(_("Code from your app"))


class PasskeyForm(Form):  # type: ignore[misc]
    """What to call a passkey."""

    name = StringField(_("Name"))


class InviteForm(Form):  # type: ignore[misc]
    """Whom to invite."""

    email = StringField(_("E-mail address"))
    name = StringField(_("Name"))
    role = SelectField(_("Role"), choices=[SelectChoice(role.value, words) for role, words in ROLES.items()])


class RemindersForm(Form):  # type: ignore[misc]
    """How long before a last day somebody wants mail."""

    days = StringField(_("Days before the last day"))
