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

from casebook.data.checks.row_rules import RULES
from casebook.data.checks.table_schema import CONSTRAINTS, TYPES
from casebook.data.faults import Fault
from casebook.data.forms import ABSENCES, DAY, FLAG, NAMES, NUMBER, POPULATION, TEXT, TEXTS, record
from casebook.data.sources import COLUMNS

FILE = "datapackage.json"

_ADDING = ("not_greater", "sum_not_greater", "sum_at_most")

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
_MARKS = {"field": TEXT, "values": NAMES}
_VIEWS = record(_MARKS, {"unless": record(_MARKS, {})})
"""Which rows hold a view (opinion, forecast, request), not a fact, count, test or study."""

_ONE_TRUE = record({"each": TEXT, "field": TEXT}, {})
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
        "casebook:one_true": {"type": "array", "items": _ONE_TRUE},
        "casebook:distinct": {"type": "array", "items": NAMES},
    },
)
_EQUAL_CELL = record(
    {
        "table": TEXT,
        "where": {"type": "object", "minProperties": 1, "additionalProperties": TEXT},
        "field": TEXT,
    },
    {"times": {"type": "number", "exclusiveMinimum": 0}, "names": FLAG},
)
_EQUALITY = record(
    {"says": TEXT, "cells": {"type": "array", "items": _EQUAL_CELL, "minItems": 2}}, {}
)
_SET = record({"table": TEXT, "field": TEXT}, {"where": _EQUAL_CELL["properties"]["where"]})
_SAME_SETS = record({"says": TEXT, "sets": {"type": "array", "items": _SET, "minItems": 2}}, {})
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
        for names in resource.get("casebook:distinct", ()):
            wanted += [(table, name, "casebook:distinct") for name in names]
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
