"""A picture of the screen as SVG that stands alone: it names the fonts of whoever looks at it and fetches nothing."""

import re

from textual.app import App

FONTS = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"

_FETCHED_FONT = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)


def picture_of(app: "App[int]", title: str = "Second Knock") -> str:
    """The screen that is shown now."""
    drawn = app.export_screenshot(title=title, simplify=True)
    drawn = _COMMENT.sub("", _FETCHED_FONT.sub("", drawn))
    return re.sub(r"font-family: Fira Code, monospace", f"font-family: {FONTS}", drawn)
