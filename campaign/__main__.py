"""The door for `campaign` and `python -m campaign`."""

from campaign.cli import cli


def main() -> None:
    """Run the command line."""
    cli(prog_name="campaign")


if __name__ == "__main__":
    main()
