"""The names in the descriptor: each table and field that it speaks of is one that there is.

So are its days, the patterns of its fields, and the rules fit for the fields that they join.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from casebook.data.faults import Fault
from casebook.data.sources import COLUMNS

FILE = "datapackage.json"

_ADDING = ("not_greater", "sum_not_greater", "sum_at_most")
_DATED = ("not_after", "agrees")

_Name = tuple[str, str, str]
"""A table, a field of it that something names, and what names it."""


def descriptor_fault(place: str, value: str | None, expected: str) -> Fault:
    """Return a fault of the descriptor; its place is told as a column."""
    return Fault(FILE, None, place, value, expected)


def unknown_names(descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield each table or field named that is not there, or that is there twice."""
    resources = descriptor["resources"]
    for name, times in Counter(resource["name"] for resource in resources).items():
        if times > 1:
            yield descriptor_fault("resources", name, "a name used once")
    fields = {r["name"]: [field["name"] for field in r["schema"]["fields"]] for r in resources}
    if fields.get("sources") != list(COLUMNS):
        expected = f"a table with the fields {', '.join(COLUMNS)}"
        yield descriptor_fault("resources.sources", None, expected)
    for table, name, place in _named_by_package(descriptor):
        if name not in fields.get(table, ()):
            yield descriptor_fault(place, name, f"a field of table {table}")
    for resource in resources:
        table = resource["name"]
        for name, times in Counter(fields[table]).items():
            if times > 1:
                yield descriptor_fault(f"{table}.schema.fields", name, "a name used once")
        for other, name, place in (*_named_by_schema(resource), *_named_by_rules(resource)):
            if name not in fields.get(other, ()):
                yield descriptor_fault(f"{table}.{place}", name, f"a field of table {other}")


def _named_by_package(descriptor: Mapping[str, Any]) -> Iterator[_Name]:
    """Yield the fields that rules between tables name."""
    for rules, inner, single in (
        ("casebook:equalities", "cells", ("field",)),
        ("casebook:same_sets", "sets", ("field",)),
        ("casebook:same_values", "columns", ("key", "field")),
    ):
        for rule in descriptor.get(rules, ()):
            for one in rule[inner]:
                for name in (*one.get("where", ()), *(one[what] for what in single)):
                    yield one["table"], name, rules


def _named_by_schema(resource: Mapping[str, Any]) -> Iterator[_Name]:
    """Yield the fields that keys and lists of keys name."""
    table, schema = resource["name"], resource["schema"]
    for name in schema["primaryKey"]:
        yield table, name, "primaryKey"
    for key in schema.get("foreignKeys", ()):
        for name in key["fields"]:
            yield table, name, "foreignKeys"
        for name in key["reference"]["fields"]:
            yield key["reference"]["resource"], name, "foreignKeys"
    for field in schema["fields"]:
        for other in field.get("casebook:each_in", ()):
            yield other, "id", field["name"]


def _named_by_rules(resource: Mapping[str, Any]) -> Iterator[_Name]:
    """Yield the fields that the rules of a table name."""
    table, views = resource["name"], resource.get("casebook:views") or {}
    own = {
        "casebook:known_to": [resource[n] for n in ("casebook:known_to",) if n in resource],
        "casebook:one_true": [
            name
            for rule in resource.get("casebook:one_true", ())
            for name in (*rule["each"], rule["field"])
        ],
        "casebook:distinct": [n for names in resource.get("casebook:distinct", ()) for n in names],
        "casebook:counts": [
            n for rule in resource.get("casebook:counts", ()) for n in rule["where"]
        ],
        "casebook:rising": [
            n for rule in resource.get("casebook:rising", ()) for n in rule.values()
        ],
        "casebook:cells": resource.get("casebook:cells", {}).values(),
        "casebook:named_in": ["id"] if "casebook:named_in" in resource else [],
        "casebook:views": [marks["field"] for marks in (views, views.get("unless")) if marks],
    }
    for place, names in own.items():
        for name in names:
            yield table, name, place
    for rule in resource.get("casebook:checks", ()):
        for name in rule["fields"]:
            yield table, name, rule["rule"]
    for there in resource.get("casebook:named_in", {}).get("fields", ()):
        yield there["table"], there["field"], "casebook:named_in"


def unfit(descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield each day and pattern that is none, path not of its table, and rule on unfit fields."""
    days = [
        ("casebook:dataDate", descriptor["casebook:dataDate"]),
        ("casebook:subject.published", descriptor["casebook:subject"]["published"]),
    ]
    for resource in descriptor["resources"]:
        table = resource["name"]
        if resource["path"] != f"{table}.csv":
            yield descriptor_fault(f"{table}.path", resource["path"], f"{table}.csv")
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        for name, field in fields.items():
            if "casebook:not_before" in field:
                days.append((f"{table}.{name}", field["casebook:not_before"]))
            pattern = field.get("constraints", {}).get("pattern", "")
            try:
                re.compile(pattern)
            except re.error as error:
                yield descriptor_fault(
                    f"{table}.{name}", pattern, f"a regular expression ({error})"
                )
        for key in resource["schema"].get("foreignKeys", ()):
            if len(key["fields"]) != len(key["reference"]["fields"]):
                expected = "as many fields as it refers to"
                yield descriptor_fault(f"{table}.foreignKeys", ", ".join(key["fields"]), expected)
        yield from _no_values(resource, fields)
        for rule in resource.get("casebook:checks", ()):
            for name in rule["fields"]:
                if rule["rule"] in _DATED and "casebook:format" not in fields.get(name, {}):
                    yield descriptor_fault(
                        f"{table}.{rule['rule']}", name, "a field with casebook:format"
                    )
                numeric = fields.get(name, {}).get("type") in ("integer", "number")
                if rule["rule"] in _ADDING and not numeric:
                    yield descriptor_fault(f"{table}.{rule['rule']}", name, "a field of numbers")
    for place, day in days:
        try:
            date.fromisoformat(day)
        except ValueError:
            yield descriptor_fault(place, day, "a day that exists")


def _no_values(resource: Mapping[str, Any], fields: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield each value that a rule speaks of and its field, which lists its values, has not."""
    views = resource.get("casebook:views") or {}
    spoken = [
        ("casebook:views", m["field"], m["values"]) for m in (views, views.get("unless")) if m
    ]
    spoken += [
        (rule["rule"], rule["fields"][0], rule["values"])
        for rule in resource.get("casebook:checks", ())
        if "values" in rule
    ]
    spoken += [
        ("casebook:counts", name, [value])
        for rule in resource.get("casebook:counts", ())
        for name, value in rule["where"].items()
    ]
    for place, name, values in spoken:
        field = fields.get(name, {})
        flags = ["true", "false"] if field.get("type") == "boolean" else None
        allowed = field.get("constraints", {}).get("enum", flags)
        for value in values if allowed else ():
            if value not in allowed:
                expected = f"one of {', '.join(allowed)}"
                yield descriptor_fault(f"{resource['name']}.{place}", value, expected)
