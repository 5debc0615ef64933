"""Where the program starts: the command `second-knock`, and `python -m trainer`.

`--version` is answered here, because importing click alone takes four times as long as Python's own start.
"""

import sys

from trainer import __version__


def main() -> None:
    """Answer `--version`, or run the command line; ends the process with its exit code."""
    if sys.argv[1:] == ["--version"]:
        print(f"second-knock {__version__}")
        return
    from trainer.cli import main as run

    run()


if __name__ == "__main__":
    main()
