"""docs/drive_model.md says what the code does."""

import pytest

from benchmarks.drive_reference import BLOCKS, PAGE, page
from trainer.drive.parameters import FACTS, USUAL_PARAMETERS, Parameters, WrongParameter, settings_of


@pytest.mark.parametrize("block", BLOCKS)
def test_the_page_holds_what_comes_out(block: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text, [block]) == text, "run python -m benchmarks.drive_reference"


def test_every_parameter_is_told_and_can_be_set_within_its_range() -> None:
    told = PAGE.read_text(encoding="utf-8")
    for fact in FACTS:
        assert f"| `{fact.name}` |" in told
        assert fact.low <= fact.default <= fact.high
        for value in (fact.low, fact.high):
            changed = USUAL_PARAMETERS.with_values(settings_of([f"{fact.name}={value}"]))
            assert getattr(changed, fact.name) == value
        with pytest.raises(WrongParameter, match=fact.name):
            Parameters(**{fact.name: fact.high + 1})
        assert fact.kind in ("measured", "fitted", "assumed")
        assert fact.confidence in ("H", "M", "L")
        assert fact.meaning
        assert fact.source
        if fact.kind == "assumed":
            assert fact.confidence != "H"
