"""The format as a JSON Schema: editors complete and check with it, and messages take their ranges from it."""

from functools import cache
from typing import Any, Final

from trainer.scenario.model import RESERVED_IDS, Scenario

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_BOUNDS: Final = {"ge": "minimum", "le": "maximum"}
_SCALARS: Final = ["string", "number", "boolean"]
"""What an editor's YAML makes of a scalar without quotes; where a text is wanted all are taken as written."""

_TOGETHER: Final[dict[str, dict[str, Any]]] = {
    "Option": {"anyOf": [{"required": ["say", "move"]}, {"required": ["wait"]}]},
    "Stop": {"dependentRequired": {"with": ["start"], "start": ["with"]}},
}
_OF_FORM: Final = {
    "if": {"properties": {"form": {"const": "shift"}}},
    "then": {"required": ["shift", "stops"], "properties": {"visits": False}},
    "else": {"required": ["visits"], "properties": {"shift": False, "stops": False}},
}


@cache
def schema() -> dict[str, Any]:
    """The schema of a scenario. Not to be changed: everyone who asks gets the same one."""
    made: dict[str, Any] = _tidy(Scenario.model_json_schema(by_alias=True))
    for part in (made, *made["$defs"].values()):
        for described in part.get("properties", {}).values():
            if "$ref" in described and "description" not in described:
                described["description"] = made["$defs"][described["$ref"].rsplit("/", 1)[1]]["description"]
    for name, rule in _TOGETHER.items():
        made["$defs"][name].update(rule)
    return {"$schema": DIALECT, "title": "Scenario", **made, **_OF_FORM}


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema, or what it refers to."""
    reference = part.get("$ref")
    if not reference:
        return part
    found: dict[str, Any] = schema()["$defs"][reference.rsplit("/", 1)[1]]
    return found


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
