"""The feed of public actions as a document (Atom, RFC 4287), for feed readers."""

import re

from flask import render_template

from campaign.services.feeds import Feed
from campaign.web.addresses import full_address

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0: section 2.2, “Char”


def feed_document(feed: Feed) -> str:
    """Return the feed as XML, without the characters that XML knows no way to write."""
    return FORBIDDEN.sub("", render_template("supporter/feed.xml", feed=feed, full_address=full_address))
