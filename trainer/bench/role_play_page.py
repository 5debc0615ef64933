"""The script of a role-play as one page of HTML to print: a card a sheet, readable without colour.

The page holds all that it needs: no script, nothing loaded from elsewhere. The template escapes every text.
"""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from trainer import __version__
from trainer.bench.role_play_shapes import Script
from trainer.language import _

_GESTURE = re.compile(r"\*([^*\n]+)\*")


def as_page(script: Script) -> str:
    """The script as HTML."""
    made = _("Made with Second Knock, a game to practise organizing conversations.")
    return _templates().get_template("role_play.html").render(script=script, version=__version__, made=made)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("trainer.bench"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["gestures"] = _gestures
    made.filters["kind"] = lambda block: type(block).__name__.lower()
    return made


def _gestures(text: str) -> Markup:
    """A text with its *gestures* in italics."""
    parts = _GESTURE.split(text)
    return Markup("").join(
        Markup("<i>{}</i>").format(part) if index % 2 else escape(part) for index, part in enumerate(parts)
    )
