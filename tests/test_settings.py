"""Settings: defaults, the environment, and what is wrong with either."""

from dataclasses import fields
from pathlib import Path

import pytest

from campaign.db import Database
from campaign.errors import BadSetting
from campaign.paths import CONFIG
from campaign.settings import Settings, load_settings


def test_every_setting_has_a_default_and_every_default_is_a_setting() -> None:
    names = {name for name in CONFIG.read_text("utf-8").split() if name.isupper() and name.isidentifier()}

    assert {field.name.upper() for field in fields(Settings)} <= names
    assert load_settings({}).port == 8000


def test_the_environment_wins_and_is_typed_by_the_default() -> None:
    settings = load_settings({"CAMPAIGN_PORT": "9001", "CAMPAIGN_SITE_NAME": "12345", "PATH": "/bin"})

    assert (settings.port, settings.site_name) == (9001, "12345")


def test_an_unknown_name_is_an_error_that_suggests_the_right_one() -> None:
    with pytest.raises(BadSetting, match="CAMPAIGN_DATABSE_URL.*did you mean CAMPAIGN_DATABASE_URL"):
        load_settings({"CAMPAIGN_DATABSE_URL": "sqlite://"})


def test_a_value_of_the_wrong_type_is_an_error_that_names_it() -> None:
    with pytest.raises(BadSetting, match="CAMPAIGN_PORT must be a whole number, not “http”"):
        load_settings({"CAMPAIGN_PORT": "http"})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "99999", "between 0 and 65535"),
        ("SERVER_THREADS", "0", "between 3"),
        ("RENDER_WAITING", "5", "free, so that pages open"),
        ("DATA_DIR", "", "is empty"),
        ("SITE_ADDRESS", "letters.example", "SITE_ADDRESS must be the address of the first page"),
        ("SITE_ADDRESS", "https://letters.example/desk", "not “https://letters.example/desk”"),
        ("SITE_ADDRESS", "https://letters.example:abc", "not “https://letters.example:abc”"),
        ("SITE_ADDRESS", "https://:8000", "not “https://:8000”"),
        ("SITE_ADDRESS", f"https://{'x' * 64}.example", "SITE_ADDRESS must be"),
        ("SMTP_PORT", "0", "between 1"),
        ("SMTP_SECURITY", "ssl", "one of starttls, tls, none, not “ssl”"),
        ("MAIL_FROM", "desk", "MAIL_FROM must be an address such as"),
        ("MAIL_FROM", "Desk <desk@letters.example>", "MAIL_FROM must be an address such as"),
        ("MAIL_FROM", "désk@letters.example", "MAIL_FROM must be an address such as"),
        ("MAIL_FROM", "desk@letters.example\nBcc: x@y.example", "MAIL_FROM must be an address such as"),
    ],
)
def test_a_value_that_cannot_work_is_an_error(name: str, value: str, said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        load_settings({f"CAMPAIGN_{name}": value})


def test_a_data_directory_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "a ? % name"
    database = Database(load_settings({"CAMPAIGN_DATA_DIR": str(folder)}).database)
    with database.reading():
        pass

    assert folder.is_dir()


def test_a_config_with_an_unknown_or_a_missing_setting_is_an_error(tmp_path: Path) -> None:
    config = tmp_path / "config.py"
    config.write_text(CONFIG.read_text("utf-8") + "\nPROT = 1\n", "utf-8")
    lacking = tmp_path / "lacking.py"
    lacking.write_text(CONFIG.read_text("utf-8").replace("PORT = 8000", ""), "utf-8")

    with pytest.raises(BadSetting, match="PROT, which is no setting; did you mean PORT"):
        load_settings({}, config)
    with pytest.raises(BadSetting, match="no longer sets PORT"):
        load_settings({}, lacking)


def test_without_a_database_address_it_is_a_file_in_the_data_directory(tmp_path: Path) -> None:
    settings = load_settings({"CAMPAIGN_DATA_DIR": str(tmp_path)})

    assert settings.database == f"sqlite:///{tmp_path}/campaign.sqlite"


def test_links_begin_with_the_address_that_is_set_or_else_with_where_the_pages_are_served() -> None:
    assert load_settings({}).address == "http://127.0.0.1:8000"
    assert load_settings({"CAMPAIGN_HOST": "::1", "CAMPAIGN_PORT": "9000"}).address == "http://[::1]:9000"
    assert load_settings({"CAMPAIGN_SITE_ADDRESS": "https://letters.example/"}).address == "https://letters.example"


MAIL = {
    "CAMPAIGN_SMTP_HOST": "mail.example",
    "CAMPAIGN_MAIL_FROM": "desk@letters.example",
    "CAMPAIGN_SITE_ADDRESS": "https://letters.example",
}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"CAMPAIGN_MAIL_FROM": ""}, "CAMPAIGN_MAIL_FROM is empty, but CAMPAIGN_SMTP_HOST is set"),
        ({"CAMPAIGN_SITE_ADDRESS": ""}, "CAMPAIGN_SITE_ADDRESS is empty, but CAMPAIGN_SMTP_HOST is set"),
        ({"CAMPAIGN_SMTP_USER": "desk"}, "belong together"),
        ({"CAMPAIGN_SMTP_PASSWORD": "an open secret"}, "belong together"),
        (
            {
                "CAMPAIGN_SMTP_USER": "desk",
                "CAMPAIGN_SMTP_PASSWORD": "an open secret",
                "CAMPAIGN_SMTP_SECURITY": "none",
            },
            "where others can read it",
        ),
    ],
)
def test_a_mail_server_needs_all_that_goes_with_it(changes: dict[str, str], said: str) -> None:
    assert load_settings(MAIL).smtp_port == 587

    with pytest.raises(BadSetting, match=said) as refused:
        load_settings(MAIL | changes)
    assert "an open secret" not in str(refused.value)


def test_the_password_is_never_printed() -> None:
    settings = load_settings(MAIL | {"CAMPAIGN_SMTP_USER": "desk", "CAMPAIGN_SMTP_PASSWORD": "an open secret"})

    assert settings.smtp_password == "an open secret"  # noqa: S105
    assert "an open secret" not in repr(settings)
