"""The checklist in front of a print run: how much there is, and what is to be done with it."""

from typing import TYPE_CHECKING

from campaign.errors import CannotRender
from campaign.rendering.layout import lay_out
from campaign.rendering.papers import ENVELOPES, PAPERS
from campaign.rendering.stamping.forms import forms_of
from campaign.rendering.stamping.writer import PageNumber, Writer
from campaign.rendering.templates import letter_templates

if TYPE_CHECKING:
    from campaign.services.print_runs.job import Job
    from campaign.services.print_runs.run import Summary

COVER_PAGES = 1


def write_cover(writer: Writer, kept: list[PageNumber], job: "Job", summary: "Summary") -> None:
    """Write the checklist on the page that was kept for it. It names neither the organisation nor anybody at risk."""
    html = (
        letter_templates()
        .get_template("run/cover.html")
        .render(
            date=job.action.moment.date().isoformat(),
            summary=summary,
            papers=[f"{width} × {height} mm: {count}" for (width, height), count in sorted(summary.papers.items())],
            separators=job.separators,
            envelope=ENVELOPES[job.envelope] if job.envelope else None,
            with_copies=job.copies is not None,
        )
    )
    forms = forms_of(lay_out(html, "run/cover.css", PAPERS[job.paper or "a4"]))
    if len(forms.pages) != COVER_PAGES:
        raise CannotRender("The checklist does not fit on its page; tell whoever runs this site.")
    writer.fill(kept[0], forms.pages[0], forms)
