"""The format as a JSON Schema: editors complete and check with it, and messages take their ranges from it."""

from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from trainer.scenario.model import RESERVED_IDS, Scenario
from trainer.scenario.schema_words import OF_FORM, say_more

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_BOUNDS: Final = {"ge": "minimum", "le": "maximum"}
_SCALARS: Final = ["string", "number", "boolean"]
"""What an editor's YAML makes of a scalar without quotes; where a text is wanted all are taken as written."""


@cache
def schema() -> dict[str, Any]:
    """The schema of a scenario. Not to be changed: everyone who asks gets the same one."""
    made = schema_of(Scenario)
    say_more(made)
    return {**made, **OF_FORM}


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a kind of file, from the descriptions in its model."""
    made: dict[str, Any] = _tidy(model.model_json_schema(by_alias=True))
    for part in (made, *made["$defs"].values()):
        for described in part.get("properties", {}).values():
            if "$ref" in described and "description" not in described:
                described["description"] = made["$defs"][described["$ref"].rsplit("/", 1)[1]]["description"]
    return {"$schema": DIALECT, "title": model.__name__, **made}


def _tidy(part: Any, of: str = "") -> Any:
    """Without what only programs have: a null for a key that is left out, titles made from a key's name."""
    if isinstance(part, list):
        return [_tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    if of in ("properties", "$defs", "patternProperties"):
        return {key: _tidy(value) for key, value in part.items()}
    tidied = {_BOUNDS.get(key, key): _tidy(value, key) for key, value in part.items()}
    if tidied.get("type") != "object":
        tidied.pop("title", None)
    if tidied.get("default", 0) in (None, [], {}):
        del tidied["default"]
    if tidied.get("type") == "string" and "pattern" not in tidied and "enum" not in tidied and "const" not in tidied:
        tidied["type"] = _SCALARS
    if "patternProperties" in tidied:
        tidied["additionalProperties"] = False
        tidied["propertyNames"] = {"not": {"enum": sorted(RESERVED_IDS)}}
    choices = [choice for choice in tidied.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        del tidied["anyOf"]
        return {**choices[0], **tidied}
    if choices:
        tidied["anyOf"] = choices
    return tidied
