"""Where somebody writes: at a published action or, by a link, at the preview of one. The same views serve both."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps

from flask import url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response as AnyResponse

from campaign.models.published import PublishedAddressee
from campaign.services.actions import ActionNow, action_page
from campaign.services.letters import which_letter
from campaign.services.previewing import find_preview
from campaign.services.showing import ShownAction, shown
from campaign.web.database import database
from campaign.web.limits import PREVIEWS, count_request

PREVIEW = "preview"  # the blueprint that holds the supporter's pages a second time
Answer = str | AnyResponse | tuple[str, int]


@dataclass(frozen=True)
class Place:
    """An action that somebody writes for, what its pages show of it, and where they are: by its slug, or by a token."""

    found: ActionNow
    action: ShownAction
    token: str = ""  # of the preview; none: the published action
    until: datetime | None = None  # the moment at which the preview ends

    def which(self, addressee: PublishedAddressee) -> str:
        """Return what stands for an addressee in addresses: its number, `copy` for the mission, or `own`."""
        return which_letter(self.found.published, addressee)

    def address(self, endpoint: str, **values: object) -> str:
        """Return the address of one of its pages."""
        if self.token:
            return url_for(f"{PREVIEW}.{endpoint}", token=self.token, **values)  # type: ignore[arg-type]
        return url_for(endpoint, slug=self.action.slug, **values)  # type: ignore[arg-type]

    def anew(self) -> "Place":
        """Return the place as it is at this moment; raises NotFound, or SpentLink for a preview that has ended."""
        return _preview(self.token) if self.token else _published(self.action.slug)


def with_place(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Hand a view the place that its address names: a slug is that of what is published, a token that of a preview.

    Raises NotFound, SpentLink, or TooOften for a preview that is asked for too often.
    """

    @wraps(view)
    def answered(slug: str = "", token: str = "", **values: str) -> Answer:
        if token:
            count_request(PREVIEWS)
        return view(_preview(token) if token else _published(slug), **values)

    return answered


def _published(slug: str) -> Place:
    with database().reading() as session:
        found = action_page(session, slug, datetime.now(UTC))
    return Place(found, shown(found, str(get_locale())))


def _preview(token: str) -> Place:
    with database().reading() as session:
        preview = find_preview(session, token, datetime.now(UTC))
    return Place(preview.found, shown(preview.found, str(get_locale())), token, preview.until)
