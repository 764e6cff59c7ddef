"""E-mail addresses of authorities, checked when they are entered."""

import pytest

from campaign.errors import BadContact
from campaign.models.mail_addresses import mail_address


@pytest.mark.parametrize(
    ("published", "in_a_header"),
    [
        (" prgenproc@gov.ru ", "prgenproc@gov.ru"),
        ("a+b@office.example", "a+b@office.example"),
        ("o'neil@office.example", "o'neil@office.example"),
        ('"a b"@office.example', '"a b"@office.example'),
        ("info@bücher.example", "info@xn--bcher-kva.example"),
        ("x@почта.рф", "x@xn--80a1acny.xn--p1ai"),
    ],
)
def test_a_good_address_is_kept(published: str, in_a_header: str) -> None:
    assert mail_address(published) == in_a_header


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("", "is empty"),
        ("[email protected]", "in place of an e-mail address"),
        ("info at gov dot ru", "in place of an e-mail address"),
        ("info(at)gov.ru", "in place of an e-mail address"),
        ("a@x.org, b@y.org", "enter each by itself"),
        ("a@x.org b@y.org", "enter each by itself"),
        ("a@x.org;b@y.org", "enter each by itself"),
        ("a b@x.org", "is no e-mail address"),
        ("a@@x.org", "is no e-mail address"),
        ("a@b", "is no e-mail address"),
        ("Mr X <a@x.org>", "is no e-mail address"),
        ("инфо@почта.рф", "is no e-mail address"),
        ("a@x.org\r\nBcc: e@x.org", "enter each by itself"),
        ("a@x.org\nBcc:", "is no e-mail address"),
    ],
)
def test_a_broken_address_is_refused_with_what_to_do(published: str, said: str) -> None:
    with pytest.raises(BadContact, match=said):
        mail_address(published)
