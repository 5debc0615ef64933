"""The format's schema as a file beside a new scenario, by which editors complete and explain its keys."""

import json
from pathlib import Path

from trainer.bench.files import NotWritten, write_new
from trainer.bench.new import SCHEMA_FILE
from trainer.language import _
from trainer.scenario.schema import schema
from trainer.scenario.schema_language import in_the_language


def schema_beside(file: Path) -> str:
    """Put the schema beside a scenario, where none is yet; what to say of it."""
    beside = file.parent / SCHEMA_FILE
    content = json.dumps(in_the_language(schema()), indent=2, ensure_ascii=False) + "\n"
    try:
        write_new(beside, content)
        return _("Editors that know YAML complete and explain its keys, from {file} beside it.").format(
            file=SCHEMA_FILE
        )
    except NotWritten as refused:
        try:
            same = beside.read_text(encoding="utf-8") == content
        except (OSError, ValueError):
            return str(refused)
        if same:
            return _("Editors complete and explain its keys, from the {file} that is there.").format(file=SCHEMA_FILE)
        return _("The {file} that is there is of another version; {command} makes it new.").format(
            file=SCHEMA_FILE, command=f"second-knock schema > {SCHEMA_FILE}"
        )
