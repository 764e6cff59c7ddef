"""Imported by the fork server alone: loads WeasyPrint and the fonts, so that every rendering child starts with them."""

import logging

from campaign.errors import CannotRender
from campaign.rendering import children
from campaign.rendering.fonts import read_every_font
from campaign.rendering.layout import load_engine

try:
    load_engine()
    read_every_font()
except CannotRender as error:
    logging.getLogger(children.__name__).error("%s", error)  # each child will say so too, to the person who asks
