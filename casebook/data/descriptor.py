"""The descriptor ``data/datapackage.json``, checked before any table is read by it.

Its form is stated as a JSON Schema: the part of the Frictionless Data Package that the book obeys,
with the book's own properties. What says more is refused rather than half obeyed. What the form
cannot say follows: that each name of a table or field is one that there is.
"""

from __future__ import annotations

import json
import textwrap
from functools import cache

from jsonschema import Draft202012Validator, ValidationError

from casebook.data.checks.row_rules import PAIRS, RULES
from casebook.data.checks.table_schema import CONSTRAINTS, TYPES
from casebook.data.descriptor_names import descriptor_fault, unfit, unknown_names
from casebook.data.faults import Fault
from casebook.data.forms import ABSENCES, DAY, FLAG, NAMES, NUMBER, POPULATION, TEXT, TEXTS, record

_CONSTRAINT_FORMS = {
    "required": FLAG,
    "unique": FLAG,
    "enum": NAMES,
    "pattern": TEXT,
    "minimum": NUMBER,
    "maximum": NUMBER,
}
_FIELD = record(
    {
        "name": TEXT,
        "type": {"enum": list(TYPES)},
        "title": TEXT,
        "description": TEXT,
    },
    {
        "constraints": record({}, {name: _CONSTRAINT_FORMS[name] for name in CONSTRAINTS}),
        "casebook:format": {"enum": ["partial-date", "year"]},
        "casebook:plan": FLAG,
        "casebook:not_before": DAY,
        "casebook:each_in": NAMES,
        "casebook:most_words": {"type": "integer", "minimum": 1},
        "casebook:names_tables": FLAG,
    },
)
_REFERENCE = record({"resource": TEXT, "fields": NAMES}, {})
_SCHEMA = record(
    {"fields": {"type": "array", "items": _FIELD, "minItems": 1}, "primaryKey": NAMES},
    {
        "foreignKeys": {
            "type": "array",
            "items": record({"fields": NAMES, "reference": _REFERENCE}, {}),
        },
        "missingValues": {"const": [""]},
    },
)
_CHECK = record(
    {"rule": {"enum": list(RULES)}, "fields": {**NAMES, "minItems": 2}},
    {"values": TEXTS, "limit": NUMBER},
) | {
    "allOf": [
        {
            "if": {"properties": {"rule": {"enum": list(PAIRS)}}},
            "then": {"properties": {"fields": {"maxItems": 2}}},
        },
        {
            "if": {"properties": {"rule": {"enum": ["excludes", "only_for"]}}},
            "then": {"required": ["values"]},
        },
        {
            "if": {"properties": {"rule": {"const": "sum_at_most"}}},
            "then": {"required": ["limit"]},
        },
    ]
}
_MARKS = {"field": TEXT, "values": NAMES}
_VIEWS = record(_MARKS, {"unless": record(_MARKS, {})})
"""Which rows hold a view (opinion, forecast, request), not a fact, count, test or study."""

_COLUMN = {"table": TEXT, "field": TEXT}
_WHERE = {"type": "object", "minProperties": 1, "additionalProperties": TEXT}
_COUNT = {"type": "integer", "minimum": 1}
_WHOLE_TABLE = {
    "casebook:one_true": record({"each": NAMES, "field": TEXT}, {"or_none": FLAG}),
    "casebook:distinct": NAMES,
    "casebook:counts": record({"where": _WHERE, "rows": _COUNT}, {}),
    "casebook:rising": record({"by": TEXT, "field": TEXT}, {}),
}
"""What the rows of a table keep together, each a list."""

_NAMED_IN = record(
    {"fields": {"type": "array", "items": record(_COLUMN, {}), "minItems": 1}, "times": _COUNT}, {}
)
_CELLS = record({"table": TEXT, "row": TEXT, "column": TEXT, "value": TEXT}, {})
_RESOURCE = record(
    {
        "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
        "path": {"type": "string", "pattern": r"^[a-z0-9_]+\.csv$"},  # beside the descriptor
        "title": TEXT,
        "description": TEXT,
        "casebook:part": TEXT,
        "casebook:order": {"type": "integer"},
        "schema": _SCHEMA,
    },
    {
        "profile": {"const": "tabular-data-resource"},
        "format": {"const": "csv"},
        "mediatype": {"const": "text/csv"},
        "encoding": {"const": "utf-8"},
        "casebook:timeless": FLAG,
        "casebook:dated_by_events": FLAG,
        "casebook:known_to": TEXT,
        "casebook:views": _VIEWS,
        "casebook:population": POPULATION,
        "casebook:checks": {"type": "array", "items": _CHECK},
        "casebook:named_in": _NAMED_IN,
        "casebook:cells": _CELLS,
        **{name: {"type": "array", "items": form} for name, form in _WHOLE_TABLE.items()},
    },
)
_EQUAL_CELL = record(
    {**_COLUMN, "where": _WHERE},
    {"times": {"type": "number", "exclusiveMinimum": 0}, "names": FLAG},
)
_EQUALITY = record(
    {"says": TEXT, "cells": {"type": "array", "items": _EQUAL_CELL, "minItems": 2}}, {}
)
_SET = record(_COLUMN, {"where": _WHERE, "besides": NAMES})
_SAME_SETS = record({"says": TEXT, "sets": {"type": "array", "items": _SET, "minItems": 2}}, {})
_TOLD_OF = record({**_COLUMN, "key": TEXT}, {"where": _WHERE})
_SAME_VALUES = record(
    {"says": TEXT, "columns": {"type": "array", "items": _TOLD_OF, "minItems": 2}}, {}
)
_SUBJECT = record(
    {"title": TEXT, "authors": NAMES, "outlet": TEXT, "published": DAY, "source": TEXT}, {}
)
"""The argument under test: what is known before the day it was published is judged apart."""

_PACKAGE = record(
    {
        "title": TEXT,
        "description": TEXT,
        "casebook:dataDate": DAY,
        "casebook:subject": _SUBJECT,
        "resources": {"type": "array", "items": _RESOURCE, "minItems": 1},
    },
    {
        "profile": {"const": "tabular-data-package"},
        "name": TEXT,
        "version": TEXT,
        "keywords": TEXTS,
        "casebook:namesWithDigits": NAMES,
        "casebook:absences": ABSENCES,
        "casebook:equalities": {"type": "array", "items": _EQUALITY},
        "casebook:same_sets": {"type": "array", "items": _SAME_SETS},
        "casebook:same_values": {"type": "array", "items": _SAME_VALUES},
        "licenses": {
            "type": "array",
            "items": record({"name": TEXT, "title": TEXT, "path": TEXT}, {}),
        },
        "contributors": {"type": "array", "items": record({"title": TEXT, "role": TEXT}, {})},
    },
)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(_PACKAGE, format_checker=Draft202012Validator.FORMAT_CHECKER)


def descriptor_faults(descriptor: object) -> list[Fault]:
    """Return everything wrong with the descriptor, as far as the tables need not be read for it."""
    form = [_form_fault(error) for error in _validator().iter_errors(descriptor)]
    return form or [*unknown_names(descriptor), *unfit(descriptor)]


def _form_fault(error: ValidationError) -> Fault:
    place = ".".join(map(str, error.absolute_path)) or "the whole file"
    wanted = error.validator_value
    if error.validator == "required":
        missing = [name for name in wanted if name not in error.instance]
        return descriptor_fault(place, None, f"the properties {', '.join(missing)}")
    if error.validator == "additionalProperties":
        unknown = sorted(set(error.instance) - set(error.schema["properties"]))
        known = ", ".join(error.schema["properties"])
        return descriptor_fault(place, ", ".join(unknown), f"no properties but {known}")
    value = json.dumps(error.instance, ensure_ascii=False)
    return descriptor_fault(place, textwrap.shorten(value, 60), f"{error.validator}: {wanted}")
