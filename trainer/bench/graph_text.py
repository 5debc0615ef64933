"""The map of a scenario as text for other programs: Mermaid flow charts and Graphviz's DOT."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from trainer.bench.graph import END, LETTERS, STAYS, Map, MapBeat, MapEdge, MapVisit
from trainer.language import _, ngettext
from trainer.scenario.model import Step


class Colour(NamedTuple):
    """A box's filling, and the colour of its letter's square."""

    light: str
    dark: str


STEP_COLOURS: Final[dict[Step, Colour]] = {
    "open": Colour("#e3edf8", "#2f5f94"),
    "issue": Colour("#ddf0e2", "#2c7045"),
    "agitate": Colour("#f9ded8", "#a33a22"),
    "hope": Colour("#fbf2c9", "#7d6608"),
    "ask": Colour("#e6e0f5", "#57419a"),
    "objection": Colour("#fbe6cd", "#945410"),
    "inoculate": Colour("#d8f0f0", "#1e6c6e"),
    "follow_up": Colour("#f8dfec", "#97326a"),
}
"""A colour a step; the letters in white on the dark one have a contrast of 4.5 and more."""

UNREACHED: Final = Colour("#eeeeee", "#757575")

_LONGEST: Final = 40


def as_mermaid(map_: Map) -> str:
    """A flow chart; ends in a line feed."""
    lines = [f"%% {line}" for line in _about(map_)] + ["flowchart LR"]
    for number, visit in enumerate(map_.visits):
        lines.append(f'  subgraph v{number}["{_for_mermaid(_visit_title(visit))}"]')
        lines += [f"    {line}" for line in _mermaid_visit(number, visit)]
        lines.append("  end")
    for step, colour in STEP_COLOURS.items():
        lines.append(f"  classDef {step} fill:{colour.light},stroke:{colour.dark},color:#1c1c1c")
    lines.append(
        f"  classDef unreached fill:{UNREACHED.light},stroke:{UNREACHED.dark},color:#757575,stroke-dasharray:5 3"
    )
    lines.append("  classDef point fill:#ffffff,stroke:#1c1c1c,color:#1c1c1c")
    return "\n".join(lines) + "\n"


def _mermaid_visit(number: int, visit: MapVisit) -> Iterator[str]:
    names = {beat: f"v{number}_b{place}" for place, beat in enumerate(visit.beats)}
    if not visit.layers:
        yield f'v{number}_start(["{_for_mermaid(_("nobody answers"))}"]):::point'
        return
    yield f'v{number}_start(["{_for_mermaid(_start_of(visit))}"]):::point'
    for beat in visit.beats.values():
        yield f'{names[beat.id]}["{_for_mermaid(_beat_title(beat))}"]:::{beat.step if beat.reached else "unreached"}'
    if any(edge.target == END for edge in visit.edges):
        yield f'v{number}_end((("{_for_mermaid(END)}"))):::point'
    for beat in visit.beats.values():
        if beat.starts:
            label = f'|"{_for_mermaid(beat.start_condition)}"|' if beat.start_condition else ""
            yield f"v{number}_start -->{label} {names[beat.id]}"
    for edge in visit.edges:
        target = f"v{number}_end" if edge.target == END else names[edge.target]
        arrow = "-.->" if edge.back else "-->"
        yield f'{names[edge.source]} {arrow}|"{_for_mermaid(_label(visit, edge))}"| {target}'
    for beat in visit.beats.values():
        if stays := _staying(beat):
            yield f'{names[beat.id]} -->|"{_for_mermaid(stays)}"| {names[beat.id]}'


def as_dot(map_: Map) -> str:
    """A graph for Graphviz; ends in a line feed."""
    lines = [f"// {line}" for line in _about(map_)]
    lines += [
        f"digraph {_for_dot(map_.id)} {{",
        "  rankdir=LR;",
        "  compound=true;",
        '  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11];',
        '  edge [fontname="Helvetica", fontsize=9];',
        f"  label={_for_dot(map_.title)};",
        "  labelloc=t;",
    ]
    for number, visit in enumerate(map_.visits):
        lines.append(f"  subgraph cluster_{number} {{")
        lines.append(f"    label={_for_dot(_visit_title(visit))};")
        lines += [f"    {line}" for line in _dot_visit(number, visit)]
        lines.append("  }")
    return "\n".join([*lines, "}"]) + "\n"


def _dot_visit(number: int, visit: MapVisit) -> Iterator[str]:
    names = {beat: f"v{number}_b{place}" for place, beat in enumerate(visit.beats)}
    start = _start_of(visit) if visit.layers else _("nobody answers")
    yield f'v{number}_start [label={_for_dot(start)}, shape=oval, fillcolor="#ffffff"];'
    for beat in visit.beats.values():
        colour = STEP_COLOURS[beat.step] if beat.reached else UNREACHED
        extra = "" if beat.reached else ', fontcolor="#757575", style="rounded,filled,dashed"'
        look = f'fillcolor="{colour.light}", color="{colour.dark}"{extra}'
        yield f"{names[beat.id]} [label={_for_dot(_beat_title(beat))}, {look}];"
    if any(edge.target == END for edge in visit.edges):
        yield f'v{number}_end [label={_for_dot(END)}, shape=doublecircle, fillcolor="#ffffff"];'
    for beat in visit.beats.values():
        if beat.starts:
            label = f" [label={_for_dot(beat.start_condition)}]" if beat.start_condition else ""
            yield f"v{number}_start -> {names[beat.id]}{label};"
    for edge in visit.edges:
        target = f"v{number}_end" if edge.target == END else names[edge.target]
        back = ", style=dashed, constraint=false" if edge.back else ""
        yield f"{names[edge.source]} -> {target} [label={_for_dot(_label(visit, edge))}{back}];"
    for beat in visit.beats.values():
        if stays := _staying(beat):
            yield f"{names[beat.id]} -> {names[beat.id]} [label={_for_dot(stays)}];"


def _about(map_: Map) -> list[str]:
    """What the file's first lines say."""
    reach = (
        _("Grey is what no play reaches, found by looking at every play.")
        if map_.exact
        else _("Grey is what no play reaches. There are too many plays to look at all: more may be out of reach.")
    )
    letters = ", ".join(f"{letter} {step}" for step, letter in LETTERS.items())
    told = [_one_line(f"{map_.title} ({map_.id})"), reach, _("Steps: {letters}.").format(letters=letters)]
    if map_.clock is not None:
        told.append(ngettext("One clock of {n} minute.", "One clock of {n} minutes.", map_.clock).format(n=map_.clock))
    if any(not option.reached for visit in map_.visits for beat in visit.beats.values() for option in beat.options):
        told.append(_("* marks an option that no play is offered."))
    if map_.lost:
        told.append(_("In no visit: {beats}.").format(beats=", ".join(map_.lost)))
    return told


def _visit_title(visit: MapVisit) -> str:
    told = " · ".join(part for part in (visit.id, visit.title, visit.person) if part)
    if visit.condition:
        told += " · " + _("only if {condition}").format(condition=visit.condition)
    return told if visit.reached else told + " · " + _("no play comes to this visit")


def _start_of(visit: MapVisit) -> str:
    if visit.clock is None:
        return _("start")
    return ngettext("start, {n} minute", "start, {n} minutes", visit.clock).format(n=visit.clock)


def _beat_title(beat: MapBeat) -> str:
    said = _one_line(beat.says)
    if len(said) > _LONGEST:
        said = said[: _LONGEST - 1].rstrip() + "…"
    return f"{LETTERS[beat.step]} · {beat.id}" + (f"\n{said}" if said else "")


def _label(visit: MapVisit, edge: MapEdge) -> str:
    """The options of an edge, with the answers that lead there and a sign at those that no play offers."""
    never = {option.id for option in visit.beats[edge.source].options if not option.reached}
    return ", ".join(
        f"{option}{f' ({answer})' if answer else ''}{'*' if option in never else ''}"
        for option, answer in zip(edge.options, edge.answers, strict=True)
    )


def _staying(beat: MapBeat) -> str:
    return ", ".join(
        f"{option.id}{f' ({way.answer})' if way.answer else ''}{'' if option.reached else '*'}"
        for option in beat.options
        for way in option.ways
        if way.target == STAYS
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _for_mermaid(text: str) -> str:
    """Text as Mermaid takes it in quotes: what could be read as its signs becomes numbered characters."""
    made = "".join(sign if sign.isalnum() or sign in " _.,:·→=<>()-" or ord(sign) > 127 else f"#{ord(sign)};"
                   for sign in text.replace("\n", "\0")).replace("#0;", "<br/>")  # fmt: skip
    return made.replace("<br/>", "\0").replace("<", "#60;").replace(">", "#62;").replace("\0", "<br/>")


def _for_dot(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
