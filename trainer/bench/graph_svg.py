"""The map of a scenario as an SVG page, without any program but this one.

Each visit is a panel, read from left to right: its beats as boxes in layers, in each box its options, from each option
a line to the beat that it leads to, with that beat's name beside the option, so that no line needs to be followed.
"""

from html import escape
from typing import Final, NamedTuple

from trainer.bench.graph import END, LETTERS, STAYS, Map, MapBeat, MapOption, MapVisit, MapWay
from trainer.bench.graph_text import STEP_COLOURS, UNREACHED
from trainer.language import _, ngettext

WIDTH: Final = 236
GAP: Final = 76
ROW: Final = 17
HEAD: Final = 46
BETWEEN: Final = 22
MARGIN: Final = 28
TITLE: Final = 72
LETTER: Final = 6.15
"""Pixels that a letter of 11 pixels takes, on average and a little more."""

_STYLE: Final = """
text{font-family:"DejaVu Sans",Verdana,"Segoe UI",system-ui,sans-serif;font-size:11px;fill:#1c1c1c}
.h1{font-size:20px;font-weight:600}.h2{font-size:15px;font-weight:600}.id{font-weight:600;font-size:12px}
.small{font-size:10px;fill:#4a4a4a}.to{font-size:10px;fill:#3a3a3a}.off{fill:#8a8a8a}.letter{font-weight:700;fill:#fff}
.box{stroke:#555;stroke-width:1}.grey{stroke:#9a9a9a;stroke-dasharray:5 3}
.way{fill:none;stroke:#66727f;stroke-width:1.2}
.back{stroke-dasharray:4 3}.faint{stroke:#c4c4c4}.panel{fill:#fff;stroke:#d5d5d5}
"""


class _Row(NamedTuple):
    """A line in a beat's box: an option, or one answer to its ask."""

    option: MapOption
    way: MapWay
    text: str
    first: bool


class _Placed(NamedTuple):
    beat: MapBeat
    x: float
    y: float
    height: float
    rows: tuple[_Row, ...]


def as_svg(map_: Map) -> str:
    """The page; ends in a line feed."""
    panels: list[str] = []
    y = 122.0
    widest = 900.0
    anywhere = {beat.id for visit in map_.visits for beat in visit.beats.values() if beat.reached}
    for visit in map_.visits:
        if not visit.layers:
            continue
        drawn, width, height = _panel(visit, anywhere)
        panels.append(f'<g transform="translate(20 {y:.0f})">{drawn}</g>')
        widest = max(widest, width + 40)
        y += height + 18
    notes = _notes(map_)
    for note in notes:
        panels.append(_text(24, y + 12, note, "small"))
        y += 18
    head = [
        _text(24, 36, map_.title, "h1"),
        _text(24, 58, _subtitle(map_), "small"),
        *_legend(),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{widest:.0f}" height="{y + 14:.0f}" '
        f'viewBox="0 0 {widest:.0f} {y + 14:.0f}" role="img" aria-label="{escape(map_.title)}">\n'
        f"<style>{_STYLE}</style>\n"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#66727f"/></marker></defs>\n'
        f'<rect width="100%" height="100%" fill="#f6f6f4"/>\n' + "\n".join([*head, *panels]) + "\n</svg>\n"
    )


def _subtitle(map_: Map) -> str:
    told = [map_.id]
    if map_.clock is not None:
        told.append(ngettext("one clock of {n} minute", "one clock of {n} minutes", map_.clock).format(n=map_.clock))
    told.append(
        _("grey is what no play reaches, found by looking at every play")
        if map_.exact
        else _(
            "grey is what no play reaches; there are too many plays to look at all, so that more may be out of reach"
        )
    )
    return " · ".join(told)


def _legend() -> list[str]:
    x, made = 24.0, []
    for step, letter in LETTERS.items():
        made.append(_letter(x, 74, letter, STEP_COLOURS[step].dark))
        made.append(_text(x + 22, 87, step.replace("_", " ")))
        x += 22 + 12 + len(step) * LETTER + 14
    made.append(
        _text(
            24,
            110,
            _(
                "An option and where it leads. ↺ stays in its beat, ■ ends the talk; a dashed line "
                "leads back; ? is offered only under a condition; ! is a named habit."
            ),
            "small",
        )
    )
    return made


def _notes(map_: Map) -> list[str]:
    silent = [visit.title or visit.id for visit in map_.visits if not visit.layers]
    notes = []
    if silent:
        notes.append(_("Nobody answers at {stops}.").format(stops=", ".join(silent)))
    if map_.lost:
        notes.append(_("In no visit: {beats}.").format(beats=", ".join(map_.lost)))
    return notes


def _panel(visit: MapVisit, anywhere: set[str]) -> tuple[str, float, float]:
    placed = _places(visit)
    width = max(one.x + WIDTH for one in placed.values()) + GAP + MARGIN
    height = max(one.y + one.height for one in placed.values()) + MARGIN
    lines = [
        line
        for one in placed.values()
        for number, row in enumerate(one.rows)
        for line in _line(one, number, row, placed)
    ]
    boxes = [_box(one, anywhere) for one in placed.values()]
    about = [visit.person, _("starts here: ▶")]
    if visit.clock is not None:
        about.insert(1, ngettext("{n} minute", "{n} minutes", visit.clock).format(n=visit.clock))
    if visit.condition:
        about.append(_("only if {condition}").format(condition=visit.condition))
    if not visit.reached:
        about.append(_("no play comes to this visit"))
    title = f"{visit.title} ({visit.id})" if visit.title else visit.id
    made = [
        f'<rect class="panel" width="{width:.0f}" height="{height:.0f}" rx="6"/>',
        _text(MARGIN, 24, title, "h2" if visit.reached else "h2 off"),
        _text(MARGIN, 41, " · ".join(part for part in about if part), "small"),
        *lines,
        *boxes,
    ]
    return "".join(made), width, height


def _places(visit: MapVisit) -> dict[str, _Placed]:
    """Where each beat's box stands: layers from left to right, each box near those that lead to it."""
    placed: dict[str, _Placed] = {}
    rows = {beat.id: tuple(_rows(beat)) for beat in visit.beats.values()}
    heights = {beat: HEAD + ROW * max(1, len(own)) + 6 for beat, own in rows.items()}
    sources: dict[str, list[str]] = {}
    for edge in visit.edges:
        if not edge.back:
            sources.setdefault(edge.target, []).append(edge.source)
    for number, layer in enumerate(visit.layers):
        below = float(TITLE)
        for beat in layer:
            near = [
                placed[one] for one in sources.get(beat, ()) if one in placed and placed[one].beat.layer == number - 1
            ]
            wanted = sum(one.y for one in near) / len(near) if near and len(layer) > 1 else below
            y = max(below, min(wanted, below + 60))
            x = float(MARGIN + 20 + number * (WIDTH + GAP))
            placed[beat] = _Placed(visit.beats[beat], x, y, heights[beat], rows[beat])
            below = y + heights[beat] + BETWEEN
    return placed


def _rows(beat: MapBeat) -> list[_Row]:
    made = []
    for option in beat.options:
        marks = (" ?" if option.condition else "") + (" !" if option.habit else "")
        for number, way in enumerate(option.ways):
            text = f"{option.id}{marks}" if not number else ""
            made.append(_Row(option, way, text, not number))
    return made


def _box(one: _Placed, anywhere: set[str]) -> str:
    beat = one.beat
    colour = STEP_COLOURS[beat.step] if beat.reached else UNREACHED
    grey = "" if beat.reached else " grey"
    off = "" if beat.reached else " off"
    missed = "" if beat.reached else (_("not in this visit") if beat.id in anywhere else _("in no play"))
    made = [
        f"<g><title>{escape(_told(beat))}</title>",
        f'<rect class="box{grey}" x="{one.x}" y="{one.y}" width="{WIDTH}" height="{one.height}" rx="5" '
        f'fill="{colour.light}"/>',
        _letter(one.x + 6, one.y + 5, LETTERS[beat.step], colour.dark),
        _text(one.x + 30, one.y + 18, _cut(beat.id, WIDTH - 36 - len(missed) * 5.6), f"id{off}"),
        _text(one.x + 8, one.y + 36, _cut(beat.says, WIDTH - 16), f"small{off}"),
    ]
    if missed:
        made.append(_text(one.x + WIDTH - 6, one.y + 18, missed, "small off", "end"))
    if beat.starts:
        made.append(_text(one.x - 6, one.y + 18, "▶", "id", "end"))
        if beat.start_condition:
            made.append(_text(one.x, one.y - 4, _cut(_("if {condition}").format(condition=beat.start_condition), WIDTH),
                              "small"))  # fmt: skip
    for number, row in enumerate(one.rows):
        y = one.y + HEAD + ROW * number + 10
        faint = off or ("" if row.option.reached else " off")
        to = _goes_to(row)
        room = WIDTH - 22 - len(to) * 5.6
        made.append(f"<g><title>{escape(_told_option(row.option))}</title>")
        made.append(_text(one.x + 8, y, _cut(row.text, room), faint.strip()))
        made.append(_text(one.x + WIDTH - 6, y, to, f"to{faint}", "end") + "</g>")
    return "".join(made) + "</g>"


def _goes_to(row: _Row) -> str:
    answer = f"{row.way.answer} " if row.way.answer else ""
    if row.way.target == STAYS:
        return f"{answer}↺"
    return f"{answer}■" if row.way.target == END else f"{answer}→ {_cut(row.way.target, 100)}"


def _line(one: _Placed, number: int, row: _Row, placed: dict[str, _Placed]) -> list[str]:
    """The line from an option to the beat that it leads to; none for one that stays or ends."""
    target = placed.get(row.way.target)
    if target is None:
        return []
    x1, y1 = one.x + WIDTH, one.y + HEAD + ROW * number + 6
    x2, y2 = target.x, target.y + 14
    faint = "" if row.option.reached and one.beat.reached and target.beat.reached else " faint"
    if target.x > one.x:
        bend = min(GAP * 0.8, (x2 - x1) / 2)
        far = target.beat.layer - one.beat.layer > 1
        if far:
            # over the boxes between, in the space above them
            top = TITLE - 8.0 - 3 * (target.beat.layer % 4)
            path = (f"M{x1} {y1}C{x1 + GAP / 2} {y1} {x1 + GAP / 3} {top} {x1 + GAP} {top}"
                    f"L{x2 - GAP} {top}C{x2 - GAP / 3} {top} {x2 - GAP / 2} {y2} {x2 - 1} {y2}")  # fmt: skip
        else:
            path = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2 - 1} {y2}"
        return [f'<path class="way{faint}" marker-end="url(#tip)" d="{path}"/>']
    # back: around underneath, dashed
    low = max(one.y + one.height, target.y + target.height) + 10
    path = (f"M{x1} {y1}C{x1 + 34} {y1} {x1 + 34} {low} {x1} {low}"
            f"L{x2 - 4} {low}C{x2 - 34} {low} {x2 - 34} {y2 + 8} {x2 - 1} {y2 + 8}")  # fmt: skip
    return [f'<path class="way back{faint}" marker-end="url(#tip)" d="{path}"/>']


def _letter(x: float, y: float, letter: str, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="18" height="18" rx="4" fill="{colour}"/>' + _text(
        x + 9, y + 13, letter, "letter", "middle"
    )


def _told(beat: MapBeat) -> str:
    return f"{beat.id} ({beat.step}): {beat.says}" if beat.says else f"{beat.id} ({beat.step})"


def _told_option(option: MapOption) -> str:
    told = f"{option.id} ({option.move}): {option.say}" if option.say else f"{option.id} ({option.move})"
    if option.habit:
        told += f"\n{_('habit: {habit}').format(habit=option.habit)}"
    if option.condition:
        told += f"\n{_('only if {condition}').format(condition=option.condition)}"
    return told if option.reached else f"{told}\n{_('No play is offered this here.')}"


def _cut(text: str, room: float) -> str:
    most = max(3, int(room / LETTER))
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "") -> str:
    of = f' class="{kind}"' if kind else ""
    to = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.0f}" y="{y:.0f}"{of}{to}>{escape(text)}</text>' if text else ""
