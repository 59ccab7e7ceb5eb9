"""The forms, in JSON Schema, of which that of the descriptor is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": "array", "items": {"type": "string"}}
NAMES = {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}
NUMBER, FLAG = {"type": "number"}, {"type": "boolean"}
DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def record(required: Mapping[str, Any], optional: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a record with these properties and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
        "additionalProperties": False,
    }


POPULATION = record(
    {
        "holds": TEXT,
        "checked_against": {"type": "string"},
        "missing": {"type": "string"},
        "whole": FLAG,
    },
    {},
) | {
    "if": {"properties": {"whole": {"const": True}}},
    "then": {"properties": {"checked_against": TEXT, "missing": {"maxLength": 0}}},
    "else": {"properties": {"missing": TEXT}},
}
"""What a table should hold, the list it was held against, what it lacks, and whether it is whole:
a whole one names the list and lacks nothing; from no other may it be told that something is not.
"""

_PATTERNS = {"type": "array", "items": {"type": "string", "format": "regex"}, "minItems": 1}
ABSENCES = record({"phrases": _PATTERNS, "within": NAMES}, {})
"""Words that say that nothing was found, and what their sentence has to hold."""
