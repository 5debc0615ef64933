"""What must stand in the texts themselves: the words of a cue. (Forbidden characters are found while reading.)"""

from trainer.language import _
from trainer.scenario.model import Beat
from trainer.scenario.outline import Entries, WrittenBeat, entries, mappings, people_of
from trainer.scenario.report import Report, brief


def check_texts(report: Report, data: Entries, beats: list[WrittenBeat]) -> None:
    """Add a finding for every cue whose words nobody can see or hear in its beat."""
    objections: dict[str, str] = {}
    for beat in beats:
        cues = entries(beat.keys.get("cues"))
        if not cues:
            continue
        if not objections:
            objections = _objections(data)
        narration = _plain(beat.keys.get("narration"))
        says = _wordings(beat.keys, objections)
        if not says and "says" not in beat.keys and not Beat.model_fields.keys() >= beat.keys.keys():
            continue  # its words stand under a key that is unknown, and that is told
        for name, cue in cues.items():
            shows = _plain(entries(cue).get("shows"))
            if not shows or shows in narration or (says and all(shows in wording for wording in says)):
                continue
            somewhere = any(shows in wording for wording in says)
            wrong = _("the words {words} do not stand in this beat")
            hint = _("copy the words from the narration or from every wording of says, letter by letter")
            if somewhere:
                wrong = _("the words {words} do not stand in every wording of this beat")
                hint = _("a cue must stand in every wording, or in the narration: add the words where they are missing")
            report.at_value("E009", (*beat.path, "cues", name, "shows"),
                            wrong.format(words=brief(entries(cue)["shows"])), hint)  # fmt: skip


def _objections(data: Entries) -> dict[str, str]:
    """What each objection says."""
    return {
        name: _plain(entries(objection).get("says"))
        for _, _, person in people_of(data)
        for name, objection in entries(person.get("objections")).items()
    }


def _wordings(beat: Entries, objections: dict[str, str]) -> list[str]:
    says = beat.get("says")
    if says is None:
        raised = beat.get("raises")
        return [objections[raised]] if isinstance(raised, str) and raised in objections else []
    if isinstance(says, str):
        return [_plain(says)]
    return [_plain(variant.get("text")) for _, variant in mappings(says, ())]


def _plain(text: object) -> str:
    """A text for comparing: letter case ignored, and a line's end as good as a space."""
    return " ".join(text.split()).casefold() if isinstance(text, str) else ""
