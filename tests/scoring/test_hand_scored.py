"""Plays scored by hand: the arithmetic of each stands in plays/README.md."""

import json
from pathlib import Path
from typing import Any

import pytest

from scoring import Transcript, score

PLAYS = sorted((Path(__file__).parent / "plays").glob("*.json"))


def load(path: Path) -> tuple[Transcript, dict[str, Any]]:
    data = json.loads(path.read_text(encoding="utf-8"))
    return Transcript.from_json(data["transcript"]), data["expected"]


def test_there_are_plays() -> None:
    assert len(PLAYS) >= 8


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_play_scores_as_by_hand(path: Path) -> None:
    transcript, expected = load(path)
    card = score(transcript).to_json()
    components = {
        part["name"]: [part["value"], part["score"], part["turns"]]
        for skill in card["skills"].values()
        for part in skill["components"]
    }
    assert {name: components[name] for name in expected["components"]} == expected["components"]
    assert {name: skill["score"] for name, skill in card["skills"].items()} == expected["skills"]
    assert {key: card[key] for key in ("overall", "band", "skills_counted")} == {
        key: expected[key] for key in ("overall", "band", "skills_counted")
    }
    assert [[line["habit"], line["turn"]] for line in card["gate"]] == expected["gate"]
    assert [[found["habit"], found["turn"], found["how"]] for found in card["habits"]] == expected["habits"]


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_a_transcript_that_went_through_json_scores_the_same(path: Path) -> None:
    transcript, _ = load(path)
    again = Transcript.from_json(json.loads(json.dumps(transcript.to_json())))
    assert score(again) == score(transcript)
