"""Imported by the fork server alone: loads WeasyPrint and the fonts, so that every rendering child starts with them."""

import logging

from campaign.errors import CannotRender
from campaign.rendering import order
from campaign.rendering.fonts import ON_FAXES, ON_PAPER, refuse_missing_characters
from campaign.rendering.layout import load_engine

try:
    load_engine()
    refuse_missing_characters("a", (*ON_PAPER, *ON_FAXES))
except CannotRender as error:
    logging.getLogger(order.__name__).error("%s", error)  # each child will say so too, to the person who asks
