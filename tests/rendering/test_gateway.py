"""Addresses that fax services make of numbers."""

import pytest

from campaign.errors import BadContact
from campaign.rendering.gateway import gateway_address


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("{digits}@fax.example", "74956921725@fax.example"),
        ("FAX=+{digits}@gateway.example", "FAX=+74956921725@gateway.example"),
        ("me+{digits}@fax.example", "me+74956921725@fax.example"),
    ],
)
def test_a_pattern_becomes_an_address(pattern: str, address: str) -> None:
    assert gateway_address(pattern, "+74956921725") == address


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("", "is no pattern"),
        ("fax@fax.example", "is no pattern"),
        ("{digits}{digits}@fax.example", "is no pattern"),
        ("{0.__class__}@fax.example", "is no pattern"),
        ("{digits}", "is no e-mail address"),
        ("{digits}@", "is no e-mail address"),
        ("{digits}@fax.example\r\nBcc: e@x.org", "each by itself"),
        ("{digits}@fax.example, e@x.org", "each by itself"),
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str, said: str) -> None:
    with pytest.raises(BadContact, match=said):
        gateway_address(pattern, "+74956921725")
