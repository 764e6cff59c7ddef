"""What a look at a letter costs beside the letter itself, both in a child as on the site."""

from bench.report import report
from bench.stage import demonstration, letter_writer
from campaign.models.vocabulary import Channel
from campaign.rendering.children import Children
from campaign.rendering.order import Order
from campaign.rendering.papers import PAPERS


def glance() -> None:
    """How long a letter takes with pictures of its pages, and how large they are; the letter alone is the yardstick."""
    with demonstration() as settings:
        (letter,) = letter_writer(settings)()
    children, paper = Children(slots=1, waiting=0, seconds=20), PAPERS["a4"]
    report(
        "a look at one letter, in a child",
        {
            "the letter": lambda: children.make([letter], [Order(Channel.PRINT, paper)]),
            "a look at it": lambda: children.glance(letter, paper, sample=False),
            "a look at a sample": lambda: children.glance(letter, paper, sample=True),
        },
    )
    for name, sample in (("the letter", False), ("a sample", True)):
        sizes = [len(page.content) for page in children.glance(letter, paper, sample=sample).pages]
        print(f"  {name}: {', '.join(f'{size / 1000:.0f} kB' for size in sizes)}")
