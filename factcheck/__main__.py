"""``factcheck`` and ``python -m factcheck``."""

import sys

from factcheck.cli import streams


def main() -> None:
    """Run the command line; text is UTF-8 wherever the program runs."""
    streams.open_all()
    try:
        from factcheck.cli.main import cli

        cli(prog_name="factcheck")
    except KeyboardInterrupt:  # before there is a command to tell of it
        sys.exit(1)


if __name__ == "__main__":
    main()
