"""The descriptor ``data/datapackage.json``, checked before any table is read by it.

Its form is stated as a JSON Schema: the part of the Frictionless Data Package that the book obeys,
with the book's own properties. What says more is refused rather than half obeyed. What the form
cannot say follows: that each name of a table or field is one that there is.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from casebook.data.faults import Fault
from casebook.data.row_rules import RULES
from casebook.data.sources import COLUMNS
from casebook.data.table_schema import CONSTRAINTS, TYPES

FILE = "datapackage.json"

_ADDING = ("not_greater", "sum_not_greater", "sum_at_most")

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_NAMES = {"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True}
_NUMBER, _FLAG = {"type": "number"}, {"type": "boolean"}
_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def _record(required: Mapping[str, Any], optional: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a record with these properties and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
        "additionalProperties": False,
    }


_CONSTRAINT_FORMS = {
    "required": _FLAG,
    "unique": _FLAG,
    "enum": _NAMES,
    "pattern": _TEXT,
    "minimum": _NUMBER,
    "maximum": _NUMBER,
}
_FIELD = _record(
    {
        "name": _TEXT,
        "type": {"enum": list(TYPES)},
        "title": _TEXT,
        "description": _TEXT,
    },
    {
        "constraints": _record({}, {name: _CONSTRAINT_FORMS[name] for name in CONSTRAINTS}),
        "casebook:format": {"enum": ["partial-date", "year"]},
        "casebook:plan": _FLAG,
        "casebook:not_before": _DAY,
        "casebook:each_in": _NAMES,
        "casebook:most_words": {"type": "integer", "minimum": 1},
    },
)
_REFERENCE = _record({"resource": _TEXT, "fields": _NAMES}, {})
_SCHEMA = _record(
    {"fields": {"type": "array", "items": _FIELD, "minItems": 1}, "primaryKey": _NAMES},
    {
        "foreignKeys": {
            "type": "array",
            "items": _record({"fields": _NAMES, "reference": _REFERENCE}, {}),
        },
        "missingValues": {"const": [""]},
    },
)
_CHECK = _record(
    {"rule": {"enum": list(RULES)}, "fields": {**_NAMES, "minItems": 2}},
    {"values": _TEXTS, "limit": _NUMBER},
) | {
    "allOf": [
        {
            "if": {"properties": {"rule": {"enum": ["not_after", "needs", "excludes"]}}},
            "then": {"properties": {"fields": {"maxItems": 2}}},
        },
        {
            "if": {"properties": {"rule": {"const": "excludes"}}},
            "then": {"required": ["values"]},
        },
        {
            "if": {"properties": {"rule": {"const": "sum_at_most"}}},
            "then": {"required": ["limit"]},
        },
    ]
}
_MARKS = {"field": _TEXT, "values": _NAMES}
_VIEWS = _record(_MARKS, {"unless": _record(_MARKS, {})})
"""Which rows hold a view (opinion, forecast, request), not a fact, count, test or study."""

_ONE_TRUE = _record({"each": _TEXT, "field": _TEXT}, {})
_POPULATION = _record(
    {
        "holds": _TEXT,
        "checked_against": {"type": "string"},
        "missing": {"type": "string"},
        "whole": _FLAG,
    },
    {},
) | {
    "if": {"properties": {"whole": {"const": True}}},
    "then": {"properties": {"checked_against": _TEXT, "missing": {"maxLength": 0}}},
    "else": {"properties": {"missing": _TEXT}},
}
"""What a table should hold, the list it was held against, what it lacks, and whether it is whole:
a whole one names the list and lacks nothing; from no other may it be told that something is not.
"""

_RESOURCE = _record(
    {
        "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
        "path": {"type": "string", "pattern": r"^[a-z0-9_]+\.csv$"},  # beside the descriptor
        "title": _TEXT,
        "description": _TEXT,
        "casebook:part": _TEXT,
        "casebook:order": {"type": "integer"},
        "schema": _SCHEMA,
    },
    {
        "profile": {"const": "tabular-data-resource"},
        "format": {"const": "csv"},
        "mediatype": {"const": "text/csv"},
        "encoding": {"const": "utf-8"},
        "casebook:timeless": _FLAG,
        "casebook:dated_by_events": _FLAG,
        "casebook:known_to": _TEXT,
        "casebook:views": _VIEWS,
        "casebook:population": _POPULATION,
        "casebook:checks": {"type": "array", "items": _CHECK},
        "casebook:one_true": {"type": "array", "items": _ONE_TRUE},
    },
)
_EQUAL_CELL = _record(
    {
        "table": _TEXT,
        "where": {"type": "object", "minProperties": 1, "additionalProperties": _TEXT},
        "field": _TEXT,
    },
    {"times": {"type": "number", "exclusiveMinimum": 0}},
)
_EQUALITY = _record(
    {"says": _TEXT, "cells": {"type": "array", "items": _EQUAL_CELL, "minItems": 2}}, {}
)
_SET = _record({"table": _TEXT, "field": _TEXT}, {"where": _EQUAL_CELL["properties"]["where"]})
_SAME_SETS = _record({"says": _TEXT, "sets": {"type": "array", "items": _SET, "minItems": 2}}, {})
_SUBJECT = _record(
    {"title": _TEXT, "authors": _NAMES, "outlet": _TEXT, "published": _DAY, "source": _TEXT}, {}
)
"""The argument under test: what is known before the day it was published is judged apart."""

_PATTERNS = {"type": "array", "items": {"type": "string", "format": "regex"}, "minItems": 1}
_ABSENCES = _record({"phrases": _PATTERNS, "within": _NAMES, "exempt": _TEXTS}, {})
"""Words that say that nothing was found, what their sentence has to hold, and files let be."""

_PACKAGE = _record(
    {
        "title": _TEXT,
        "description": _TEXT,
        "casebook:dataDate": _DAY,
        "casebook:subject": _SUBJECT,
        "resources": {"type": "array", "items": _RESOURCE, "minItems": 1},
    },
    {
        "profile": {"const": "tabular-data-package"},
        "name": _TEXT,
        "version": _TEXT,
        "keywords": _TEXTS,
        "casebook:namesWithDigits": _NAMES,
        "casebook:absences": _ABSENCES,
        "casebook:equalities": {"type": "array", "items": _EQUALITY},
        "casebook:same_sets": {"type": "array", "items": _SAME_SETS},
        "licenses": {
            "type": "array",
            "items": _record({"name": _TEXT, "title": _TEXT, "path": _TEXT}, {}),
        },
        "contributors": {"type": "array", "items": _record({"title": _TEXT, "role": _TEXT}, {})},
    },
)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(_PACKAGE, format_checker=Draft202012Validator.FORMAT_CHECKER)


def descriptor_faults(descriptor: object) -> list[Fault]:
    """Return everything wrong with the descriptor, as far as the tables need not be read for it."""
    form = [_form_fault(error) for error in _validator().iter_errors(descriptor)]
    return form or [*_unknown_names(descriptor), *_unfit(descriptor)]


def _form_fault(error: ValidationError) -> Fault:
    place = ".".join(map(str, error.absolute_path)) or "the whole file"
    wanted = error.validator_value
    if error.validator == "required":
        missing = [name for name in wanted if name not in error.instance]
        return _fault(place, None, f"the properties {', '.join(missing)}")
    if error.validator == "additionalProperties":
        unknown = sorted(set(error.instance) - set(error.schema["properties"]))
        known = ", ".join(error.schema["properties"])
        return _fault(place, ", ".join(unknown), f"no properties but {known}")
    value = json.dumps(error.instance, ensure_ascii=False)
    return _fault(place, textwrap.shorten(value, 60), f"{error.validator}: {wanted}")


def _fault(place: str, value: str | None, expected: str) -> Fault:
    return Fault(FILE, None, place, value, expected)


def _unknown_names(descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield each table or field named that is not there, or that is there twice."""
    resources = descriptor["resources"]
    for name, times in Counter(resource["name"] for resource in resources).items():
        if times > 1:
            yield _fault("resources", name, "a name used once")
    fields = {r["name"]: [field["name"] for field in r["schema"]["fields"]] for r in resources}
    if fields.get("sources") != list(COLUMNS):
        expected = f"a table with the fields {', '.join(COLUMNS)}"
        yield _fault("resources.sources", None, expected)
    for equality in descriptor.get("casebook:equalities", ()):
        for cell in equality["cells"]:
            for name in (*cell["where"], cell["field"]):
                if name not in fields.get(cell["table"], ()):
                    expected = f"a field of table {cell['table']}"
                    yield _fault("casebook:equalities", name, expected)
    for same in descriptor.get("casebook:same_sets", ()):
        for one in same["sets"]:
            for name in (*one.get("where", ()), one["field"]):
                if name not in fields.get(one["table"], ()):
                    expected = f"a field of table {one['table']}"
                    yield _fault("casebook:same_sets", name, expected)
    for resource in resources:
        table, schema = resource["name"], resource["schema"]
        for name, times in Counter(fields[table]).items():
            if times > 1:
                yield _fault(f"{table}.schema.fields", name, "a name used once")
        wanted = [(table, name, "primaryKey") for name in schema["primaryKey"]]
        if known_to := resource.get("casebook:known_to"):
            wanted.append((table, known_to, "casebook:known_to"))
        for key in schema.get("foreignKeys", ()):
            there = key["reference"]
            wanted += [(table, name, "foreignKeys") for name in key["fields"]]
            wanted += [(there["resource"], name, "foreignKeys") for name in there["fields"]]
            if len(key["fields"]) != len(there["fields"]):
                expected = "as many fields as it refers to"
                yield _fault(f"{table}.foreignKeys", ", ".join(key["fields"]), expected)
        for field in schema["fields"]:
            wanted += [(other, "id", field["name"]) for other in field.get("casebook:each_in", ())]
        for rule in resource.get("casebook:one_true", ()):
            wanted += [(table, name, "casebook:one_true") for name in rule.values()]
        for rule in resource.get("casebook:checks", ()):
            wanted += [(table, name, rule["rule"]) for name in rule["fields"]]
        views = resource.get("casebook:views")
        for marks in filter(None, (views, (views or {}).get("unless"))):
            wanted.append((table, marks["field"], "casebook:views"))
            kept = [field for field in schema["fields"] if field["name"] == marks["field"]]
            allowed = kept[0].get("constraints", {}).get("enum") if kept else None
            for value in marks["values"] if allowed else ():
                if value not in allowed:
                    expected = f"one of {', '.join(allowed)}"
                    yield _fault(f"{table}.casebook:views", value, expected)
        for other, name, place in wanted:
            if name not in fields.get(other, ()):
                yield _fault(f"{table}.{place}", name, f"a field of table {other}")


def _unfit(descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield each day and pattern that is none, path not of its table, and rule on unfit fields."""
    days = [
        ("casebook:dataDate", descriptor["casebook:dataDate"]),
        ("casebook:subject.published", descriptor["casebook:subject"]["published"]),
    ]
    for resource in descriptor["resources"]:
        table = resource["name"]
        if resource["path"] != f"{table}.csv":
            yield _fault(f"{table}.path", resource["path"], f"{table}.csv")
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        for name, field in fields.items():
            if "casebook:not_before" in field:
                days.append((f"{table}.{name}", field["casebook:not_before"]))
            pattern = field.get("constraints", {}).get("pattern", "")
            try:
                re.compile(pattern)
            except re.error as error:
                yield _fault(f"{table}.{name}", pattern, f"a regular expression ({error})")
        for rule in resource.get("casebook:checks", ()):
            for name in rule["fields"]:
                if rule["rule"] == "not_after" and "casebook:format" not in fields.get(name, {}):
                    yield _fault(f"{table}.not_after", name, "a field with casebook:format")
                numeric = fields.get(name, {}).get("type") in ("integer", "number")
                if rule["rule"] in _ADDING and not numeric:
                    yield _fault(f"{table}.{rule['rule']}", name, "a field of numbers")
    for place, day in days:
        try:
            date.fromisoformat(day)
        except ValueError:
            yield _fault(place, day, "a day that exists")
