"""Random scenarios whose talks hang on one another: whether visits take place and how they begin, what is offered and
what happens in between rests on what was said, seen and promised before. Some beats offer nothing."""

import random
from collections.abc import Iterator

from tests.oracle import generate


def linked(seed: int, form: str, clock: int = 4) -> generate.Data:
    """A scenario with little time, so that all its plays can be gone through; a visit has up to `clock` minutes."""
    chance = random.Random(f"linked {seed} {form}")
    data = generate.scenario(seed, form)
    data.pop("walks", None)
    names, beats = list(_names(data)), list(data["beats"])

    def condition() -> str:
        return f"{chance.choice(('', 'not '))}({chance.choice(names)})"

    for number, visit in enumerate(data.get("visits", [])):
        visit["clock"] = str(chance.randint(1, clock))
        if number and chance.random() < 0.6:
            visit["if"] = condition() + (
                f" {chance.choice(('and', 'or'))} {condition()}" if chance.random() < 0.4 else ""
            )
        if chance.random() < 0.5:
            visit["start"] = [{"if": condition(), "beat": chance.choice(beats)}, {"beat": chance.choice(beats)}]
    if "shift" in data:
        data["shift"]["minutes"] = str(chance.randint(4, 10))
    for event in data.get("events", []):
        if chance.random() < 0.4:
            event["if"] = condition()
    for beat in data["beats"].values():
        for option in beat.get("options", []):
            if chance.random() < 0.6:
                option.pop("minutes", None)
            if chance.random() < 0.25:
                option["if"] = condition()
        if chance.random() < 0.12 or not beat.get("options"):
            beat.pop("options", None)
    return data


def _names(data: generate.Data) -> Iterator[str]:
    """What there is to be true: of beats, cues, lines, events and people."""
    for id_, beat in data["beats"].items():
        yield f"seen.{id_}"
        if beat.get("raises"):
            yield f"raised.{beat['raises']}"
        yield from (f"picked.{cue}" for cue in beat.get("cues", {}))
        for option in beat.get("options", []):
            yield from (f"flag.{one}" for one in _many(option.get("sets")))
            yield from (f"promised.{one}" for one in _many(option.get("promises")))
            yield from (f"kept.{one}" for one in _many(option.get("keeps")))
            if option.get("hears"):
                concern, _, depth = option["hears"].rpartition(".")
                yield f"heard.{concern} >= {depth}"
            if option.get("meets"):
                yield f"met.{option['meets']} >= 1"
    for event in data.get("events", []):
        yield from (f"flag.{one}" for one in _many(event.get("sets")))
    for person in data["people"]:
        yield from (f"inoculated.{person}", f"{person}.trust >= 5", f"{person}.readiness >= 8")


def _many(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())
