"""The pages on findings are true: every wrong example gives that finding at the marked line, every mended one none."""

import re
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from trainer import language
from trainer.check.explain import explain, pages_folder
from trainer.check.run import check_file
from trainer.scenario.findings import TITLES

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "findings"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
PART = re.compile(r"^(?=\w+:)", re.MULTILINE)


def with_parts(example: str, code: str) -> str:
    """The pages' scenario with the example's parts in place of those that begin with the same word.

    What the pages' scenario allows it does not allow on the page of that code.
    """
    parts = {part.split(":")[0]: part for part in PART.split(example) if part.strip()}
    whole = (PAGES / "the_rest.yaml").read_text(encoding="utf-8")
    rest = PART.split("".join(line for line in whole.splitlines(keepends=True) if not line.startswith(f"  {code}:")))
    return "".join(parts.get(part.split(":")[0], part) for part in rest)


def examples() -> list[tuple[str, str, str]]:
    """Code, wrong example and mended example of every page."""
    found = []
    for code in TITLES:
        blocks = BLOCK.findall(explain(code))
        found += [(code, wrong, mended) for wrong, mended in zip(blocks[::2], blocks[1::2], strict=True)]
    return found


@pytest.mark.parametrize(("code", "wrong", "mended"), examples())
def test_an_example_gives_its_finding_and_its_mend_none(code: str, wrong: str, mended: str, tmp_path: Path) -> None:
    file = tmp_path / "scene.yaml"
    text = with_parts(wrong, code)
    file.write_text(text, encoding="utf-8")
    marked = [number for number, line in enumerate(text.split("\n"), start=1) if line.endswith(f"# {code}")]
    assert [(finding.code, finding.line) for finding in check_file(file).findings] == [(code, marked[0])]
    file.write_text(with_parts(mended, code), encoding="utf-8")
    assert check_file(file).findings == ()


def test_every_code_has_an_example_and_the_scenario_of_the_pages_is_sound() -> None:
    assert {code for code, _, _ in examples()} == set(TITLES)
    assert check_file(PAGES / "the_rest.yaml").findings == ()


def test_the_titles_are_those_of_the_pages_and_of_their_table() -> None:
    table = (PAGES / "README.md").read_text(encoding="utf-8")
    for code, title in TITLES.items():
        assert explain(code).startswith(f"# {code}: {title}\n")
        assert f"| [{code}]({code}.md) | {title} |" in table


def test_every_page_is_there_in_spanish_with_the_same_examples() -> None:
    english = {code: explain(code) for code in TITLES}
    language.use("es")
    try:
        for code, title in TITLES.items():
            page = explain(code)
            assert page.startswith(f"# {code}: {language._(title)}\n")
            assert BLOCK.findall(page) == BLOCK.findall(english[code])
            prose = re.sub("`[^`]*`", "", BLOCK.sub("", page))
            assert not re.search(r"\b(?:the|is|that|not|like)\b", prose, re.IGNORECASE), prose
    finally:
        language.use(None)


def test_the_pages_are_packed_with_the_program(tmp_path: Path) -> None:
    built = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with zipfile.ZipFile(built) as wheel:
        packed = {name.removeprefix("trainer/check/pages/") for name in wheel.namelist()}
    assert {f"{folder}{code}.md" for code in TITLES for folder in ("", "es/")} <= packed
    assert pages_folder() == PAGES
