"""Our own themes. Each is a page: ink on paper, two voices, and as few colours as can be.

No meaning rests on colour alone: speakers are named, the marked line carries a sign, cues carry a sign and a word.
The contrasts hold WCAG 2.2: ink at least 7:1 on its page, everything else that is read at least 4.5:1.
"""

from typing import NamedTuple

from textual.theme import Theme

from trainer.language import _, mark


class Palette(NamedTuple):
    """The colours of a theme by what they are for.

    `page` and `panel` lie under text, `ink` is what is read now, `soft` what was said before or explains; `rule` only
    draws lines. `you` and `them` are the two voices, `mark` is where you are; `good` and `miss` colour cues and bands.
    """

    page: str
    panel: str
    ink: str
    soft: str
    rule: str
    you: str
    them: str
    mark: str
    good: str
    miss: str


PALETTES: dict[str, Palette] = {
    "dark": Palette(
        page="#16181c", panel="#22252b", ink="#ece7dc", soft="#aca79b", rule="#4b4a47",
        you="#9ec5e8", them="#ebc383", mark="#ebc383", good="#a5d398", miss="#eda386",
    ),
    "light": Palette(
        page="#fbf8f1", panel="#efe9dd", ink="#22201c", soft="#5d584e", rule="#c8c0b0",
        you="#1d5688", them="#7c4a06", mark="#7c4a06", good="#2c6327", miss="#94370f",
    ),
    "high-contrast": Palette(
        page="#000000", panel="#000000", ink="#ffffff", soft="#f2f2f2", rule="#ffffff",
        you="#8fe3ff", them="#ffe066", mark="#ffe066", good="#a6ff9e", miss="#ffc0a6",
    ),
    # Blue, orange and yellow of Okabe and Ito's palette, which people with any common colour blindness tell apart.
    "colour-blind-safe": Palette(
        page="#10141a", panel="#1c222b", ink="#f0f0ec", soft="#b4b8bd", rule="#4a525c",
        you="#56b4e9", them="#e69f00", mark="#f0e442", good="#56b4e9", miss="#e69f00",
    ),
}  # fmt: skip

NO_COLOUR = "no-colour"
"""The theme that leaves every colour to the terminal."""

_NAMES = {
    "dark": mark("dark"),
    "light": mark("light"),
    "high-contrast": mark("high contrast"),
    "colour-blind-safe": mark("colour blind safe"),
    NO_COLOUR: mark("no colour"),
}

THEME_NAMES: tuple[str, ...] = (*PALETTES, NO_COLOUR)
"""The themes in the order in which the key goes through them; the first is the default."""


def _variables(palette: Palette, marked: str, chosen: str) -> dict[str, str]:
    # On pages where the rules are as bright as the ink, what is selected shows in the colour of the mark.
    flat = palette.rule == palette.ink != palette.page
    return {
        **palette._asdict(),
        "marked": marked,
        "chosen": chosen,
        "block-cursor-foreground": palette.ink,
        "block-cursor-background": palette.panel,
        "block-cursor-text-style": chosen,
        "block-hover-background": palette.panel,
        "scrollbar": palette.rule,
        "scrollbar-hover": palette.soft,
        "scrollbar-active": palette.mark,
        "scrollbar-background": palette.page,
        "scrollbar-background-hover": palette.page,
        "scrollbar-background-active": palette.page,
        "scrollbar-corner-color": palette.page,
        "border": palette.rule,
        "border-blurred": palette.rule,
        "text": palette.ink,
        "text-muted": palette.soft,
        "input-cursor-background": palette.ink,
        "input-cursor-foreground": palette.page,
        "input-selection-background": palette.rule,
        "screen-selection-background": palette.mark if flat else palette.rule,
        "screen-selection-foreground": palette.page if flat else palette.ink,
        "selected": "reverse" if palette.ink == palette.page else "none",
    }


def _theme(name: str, palette: Palette) -> Theme:
    # On pages where the panel is the page itself a marked line shows by being turned round.
    flat = palette.panel == palette.page
    return Theme(
        name=name,
        primary=palette.mark,
        secondary=palette.you,
        accent=palette.mark,
        success=palette.good,
        warning=palette.them,
        error=palette.miss,
        foreground=palette.ink,
        background=palette.page,
        surface=palette.page,
        panel=palette.panel,
        dark=name != "light",
        variables=_variables(palette, "reverse" if flat else "none", "bold reverse" if flat else "bold"),
    )


def _no_colour() -> Theme:
    plain = Palette(*("ansi_default",) * len(Palette._fields))
    return Theme(
        name=NO_COLOUR,
        primary="ansi_default",
        secondary="ansi_default",
        accent="ansi_default",
        success="ansi_default",
        warning="ansi_default",
        error="ansi_default",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        variables={
            **_variables(plain, "reverse", "bold reverse"),
            "ansi-background": "ansi_default",
            "ansi-foreground": "ansi_default",
            "input-cursor-text-style": "reverse",
        },
        ansi=True,
    )


def theme_in_words(name: str) -> str:
    """What a theme is called on screen."""
    return _(_NAMES[name]) if name in _NAMES else name


def themes() -> tuple[Theme, ...]:
    """Every theme, the default first."""
    return (*(_theme(name, palette) for name, palette in PALETTES.items()), _no_colour())


def variable_defaults() -> dict[str, str]:
    """Our own variables for the moment before a theme of ours is set."""
    return _variables(PALETTES["dark"], "none", "bold")
