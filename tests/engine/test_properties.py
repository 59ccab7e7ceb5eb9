"""Promises that hold for any input, tried on inputs that hypothesis makes up (always the same)."""

import csv
import io
import math
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from casebook.data.checks.cells import read_cells
from casebook.data.checks.contract import table_faults
from casebook.data.dates import earliest_day, in_words, latest_day
from casebook.data.tables import read_package
from casebook.reasoning import book
from casebook.reasoning.cases import Case, judge
from casebook.reasoning.claims import (
    CONFIDENCES,
    SCALES,
    UNDECIDED,
    Claim,
    Verdict,
    read_claims,
)
from casebook.reasoning.evidence import GRADES, Cited, CitedRow, NotInEvidence
from casebook.reasoning.statistics import compare_shares, wilson_interval
from casebook.telling.wording import listed
from chapters.common.treaty import events, standing, status_of

always_the_same = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
few = settings(always_the_same, max_examples=25)

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cf"), exclude_characters="\ufffd")
TEXTS = st.text(LETTERS, max_size=12)


# --- dates -------------------------------------------------------------------------------------


@always_the_same
@given(DAYS)
def test_a_date_and_its_parts_are_read_as_written(day):
    assert earliest_day(day.isoformat()) == latest_day(day.isoformat()) == day
    month, year = day.isoformat()[:7], day.isoformat()[:4]
    assert earliest_day(month) == day.replace(day=1)
    assert latest_day(month) == pd.Period(month).end_time.date()
    assert (earliest_day(year), latest_day(year)) == (date(day.year, 1, 1), date(day.year, 12, 31))
    assert in_words(day) == in_words(day.isoformat()) == f"{day.day} {day:%B} {day.year}"


@always_the_same
@given(st.text() | st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True))
@example("2024-00")
@example("2024-02-00")
def test_any_text_is_a_date_or_is_refused(text):
    with suppress(ValueError):  # and nothing else
        first = earliest_day(text)
        assert first <= latest_day(text)
        assert first.isoformat().startswith(text)


# --- cells -------------------------------------------------------------------------------------


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Rows of text of one width, the first being the header."""
    columns = draw(st.lists(TEXTS.filter(bool), min_size=1, max_size=4, unique=True))
    row = st.lists(TEXTS, min_size=len(columns), max_size=len(columns)).filter(any)
    return [columns, *draw(st.lists(row, min_size=1, max_size=5))]


def write(path: Path, rows: list[list[str]], end: str = "\n") -> Path:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows(rows)
    path.write_bytes(text.getvalue().encode())
    return path


@always_the_same
@given(rows=tables(), end=st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_is_read(tmp_path, rows, end):
    cells, faults = read_cells(write(tmp_path / "t.csv", rows, end), rows[0])
    assert faults == []
    assert [row for _, row in cells.rows] == rows[1:]
    assert [number for number, _ in cells.rows] == list(range(2, len(rows) + 1))


@always_the_same
@given(data=st.binary(max_size=80), header=st.booleans())
def test_any_bytes_are_a_table_or_faults_with_a_row(tmp_path, data, header):
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,n\n" * header + data)
    cells, faults = read_cells(path, ["id", "n"])
    assert all(len(row) == 2 for _, row in cells.rows)
    assert all(f.file == "t.csv" and f.row and f.expected for f in faults)
    assert cells.rows or faults


SCHEMA = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True}},
        {"name": "n", "type": "integer", "constraints": {"minimum": 0}},
        {"name": "x", "type": "number", "constraints": {"maximum": 1}},
        {"name": "ok", "type": "boolean"},
        {"name": "day", "type": "date", "constraints": {}},
    ],
    "primaryKey": ["id"],
}
SCHEMA["fields"][4] |= {"type": "string", "casebook:format": "partial-date"}
RESOURCE = {"name": "t", "path": "t.csv", "schema": SCHEMA}
CELLS = st.one_of(
    TEXTS,
    st.integers(-3, 10**16).map(str),
    st.floats(-2, 2).map(str),
    st.sampled_from(["true", "false", "True", "1e3", "0x10", "1_000", "٣", "²", "+1", "NA", "nan"]),
    DAYS.map(str),
    st.sampled_from(["2024", "2024-07", "2024-02-30", "20240101", "2024-W01", "9999-12-31"]),
)


@settings(always_the_same, max_examples=200)
@given(rows=st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=3))
def test_a_cell_is_named_in_a_fault_or_is_read_as_typed(tmp_path, rows):
    names = [field["name"] for field in SCHEMA["fields"]]
    cells, form = read_cells(write(tmp_path / "t.csv", [names, *rows]), names)
    faults = table_faults(cells, form, RESOURCE, {}, date(2026, 1, 1))
    assert all(f.column in names and f.row and 2 <= f.row < len(rows) + 2 for f in faults)
    bad = {(f.row, f.column) for f in faults}
    if not bad:
        frame = _typed(tmp_path)
        assert list(frame["id"]) == [row[0] for row in rows]
        for name, kind in (("n", int), ("x", float)):
            typed = [kind(row[names.index(name)] or -1) for row in rows]
            assert list(frame[name].fillna(-1)) == pytest.approx(typed)
        assert all(day <= "2026" for day in frame["day"].dropna().str[:4])


def _typed(folder: Path) -> pd.DataFrame:
    descriptor = '{"resources": [{"name": "t", "path": "t.csv", "schema": {"fields": [%s]}}]}'
    fields = (f'{{"name": "{f["name"]}", "type": "{f["type"]}"}}' for f in SCHEMA["fields"])
    (folder / "datapackage.json").write_text(descriptor % ", ".join(fields))
    return read_package(folder).frames["t"]


@settings(always_the_same, max_examples=200)
@given(
    field=st.sampled_from(SCHEMA["fields"]),
    junk=st.sampled_from(
        ["gossip", " 1", "1 ", "--", "1,5", "tru", "2024-13", "99999999999999999"]
    ),
)
def test_junk_in_a_typed_cell_is_refused_there(tmp_path, field, junk):
    assume(field["name"] != "id" or junk != junk.strip())
    sound = {"id": "a", "n": "1", "x": "0.5", "ok": "true", "day": "2024"}
    spoilt = {**sound, "id": "b", field["name"]: junk}
    rows = [list(sound), list(sound.values()), list(spoilt.values())]
    cells, form = read_cells(write(tmp_path / "t.csv", rows), list(sound))
    faults = table_faults(cells, form, RESOURCE, {}, date(2026, 1, 1))
    assert {(f.row, f.column, f.value) for f in faults} == {(3, field["name"], junk)}


# --- counting as of a date ---------------------------------------------------------------------

CODES = [f"{a}{b}A" for a in "ABC" for b in "ABCDE"]
WAYS = ["ratification", "acceptance", "approval", "accession", "succession"]


@st.composite
def histories(draw: st.DrawFn) -> pd.DataFrame:
    """A table of states that signed, consented and left, each in this order or not at all."""
    rows = []
    for iso3 in draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=8, unique=True)):
        steps = draw(st.lists(st.dates(date(2008, 1, 1), date(2026, 1, 1)), max_size=4))
        days: list[object] = [day.isoformat() for day in sorted(steps)]
        days += [pd.NA] * (4 - len(days))
        way = draw(st.sampled_from(WAYS)) if not pd.isna(days[1]) else pd.NA
        rows.append((iso3, days[0], days[1], way, days[2], days[3]))
    columns = ["iso3", "signature_date", "consent_date", "consent_type"]
    columns += ["withdrawal_notified", "withdrawal_effective"]
    return pd.DataFrame(rows, columns=columns, dtype="string")


@always_the_same
@given(histories(), st.dates(date(2007, 1, 1), date(2027, 1, 1)))
def test_states_are_counted_once_as_a_person_would(status, day):
    now = standing(events(status), day)
    done = status.set_index("iso3").le(day.isoformat()).fillna(False)
    for iso3, acts in done.iterrows():
        if acts["withdrawal_effective"]:
            expected = "left"
        elif acts["consent_date"]:
            expected = "state party"
        elif acts["signature_date"]:
            expected = "signatory only"
        else:
            assert iso3 not in now.index
            continue
        assert now.loc[iso3, "status"] == expected
    tally = Counter(now["status"])
    acted = int(done["signature_date"].sum())
    assert tally["state party"] + tally["signatory only"] + tally["left"] == len(now) == acted
    never = status_of(pd.Series(CODES), events(status), day).eq("never joined").sum()
    assert never == len(CODES) - acted


@always_the_same
@given(histories(), DAYS, st.integers(0, 4000))
def test_counts_of_what_was_ever_done_never_fall(status, day, later):
    log, then = events(status), day + timedelta(later)
    before, after = standing(log, day), standing(log, then)
    assert set(before.index) <= set(after.index)
    assert before["signed"].sum() <= after["signed"].sum()
    assert set(before.index[before["status"].eq("left")]) <= set(
        after.index[after["status"].eq("left")]
    )
    # A party stays one unless it leaves.
    parties = before.index[before["status"].eq("state party")]
    assert set(after.loc[parties, "status"]) <= {"state party", "left"}


@always_the_same
@given(histories(), st.dates(date(2008, 1, 1), date(2026, 1, 1)), st.integers(1, 3000))
def test_an_act_after_the_day_changes_nothing_on_it(status, day, later):
    new = {"iso3": "ZZZ", "signature_date": (day + timedelta(later)).isoformat()}
    more = pd.concat([status, pd.DataFrame([new], dtype="string")], ignore_index=True)
    assert standing(events(more), day).equals(standing(events(status), day))


@few
@given(day=st.dates(date(2007, 1, 1), date(2027, 6, 1)), later=st.integers(0, 3000))
def test_more_is_known_later_and_never_less(evidence, day, later):
    before, after = replace(evidence, as_of=day), replace(evidence, as_of=day + timedelta(later))
    for table in ("political_facts", "arsenals", "unga_votes", "ccm_status"):
        if table in evidence.package.frames:
            assert set(before[table].index) <= set(after[table].index)


@few
@given(
    day=st.dates(date(2010, 1, 1), date(2024, 8, 10)),
    late=st.dates(date(2024, 8, 11), date(2026, 1, 1)),
)
def test_a_row_known_later_is_not_seen(evidence, altered, day, late):
    def add(rows: pd.DataFrame) -> pd.DataFrame:
        new = rows.iloc[:1].assign(id="P999", known_from=late.isoformat())
        return pd.concat([rows, new], ignore_index=True)

    more = replace(altered(evidence, "political_facts", add), as_of=day)
    assert "P999" not in set(more["political_facts"]["id"])
    assert len(more["political_facts"]) == len(replace(evidence, as_of=day)["political_facts"])


# --- verdicts ----------------------------------------------------------------------------------

ROWS = st.lists(
    st.builds(
        CitedRow,
        st.just("r"),
        st.tuples(st.sampled_from("abc")),
        st.sampled_from(GRADES),
        origin=st.sampled_from("xy"),
    ),
    max_size=4,
)


def claim_of(kind: str) -> Claim:
    return Claim("C00", 1, kind, "core", "nato", "It is so", "so", "It is.", "It is not.")


def case(verdict: Verdict, rows: list[CitedRow], at_most: str = "high") -> Case:
    cited = (Cited("t", tuple(rows)),)
    return Case({verdict: True}, cited, at_most=at_most, carried_by=cited)


@always_the_same
@given(st.sampled_from(list(SCALES)), st.sampled_from(Verdict), ROWS, st.sampled_from(CONFIDENCES))
def test_a_verdict_is_of_its_scale_and_never_carried_by_weak_rows(kind, verdict, rows, at_most):
    claim, answer = claim_of(kind), case(verdict, rows, at_most)
    if verdict not in claim.scale:
        with pytest.raises(ValueError, match="its verdict cannot be"):
            judge(claim, lambda _: answer, None)
        return
    takes_a_side = verdict in (Verdict.EVIDENCE_FOR, Verdict.EVIDENCE_AGAINST)
    if takes_a_side and not rows:  # a cause needs something that happened, was measured or studied
        with pytest.raises(ValueError, match="views are no test"):
            judge(claim, lambda _: answer, None)
        return
    found = judge(claim, lambda _: answer, None)
    assert found.verdict in claim.scale
    strong = [row for row in rows if row.grade != "weak"]
    assert found.verdict == (verdict if strong else UNDECIDED[claim.scale])
    assert found.only_weak == (found.verdict != verdict)
    # Confidence: by hand, from the rule that the design states.
    secondary = {row.origin for row in rows if row.grade == "secondary"}
    high = len(secondary) > 1 or any(row.grade == "primary" for row in rows)
    earned = "high" if high else "medium" if secondary else "low"
    order = ["low", "medium", "high"]
    assert found.confidence == min(earned, at_most, key=order.index)


@always_the_same
@given(st.sampled_from(list(SCALES)), TEXTS)
def test_a_missing_row_leaves_the_claim_undecided(kind, what):
    def rule(_: object) -> Case:
        raise NotInEvidence(what)

    found = judge(claim_of(kind), rule, None)
    assert found.verdict == UNDECIDED[SCALES[kind]]
    assert (found.rests_on, found.confidence) == ((), "low")
    assert found.lacking == what


CLAIMS_RULES = [rule for chapter in book.chapters() for rule in book.rules(chapter).items()]


@settings(always_the_same, max_examples=150)
@given(
    chosen=st.sampled_from(CLAIMS_RULES),
    day=st.dates(date(2008, 12, 3), date(2026, 11, 24)),
    grades=st.sets(st.sampled_from(GRADES)),
)
def test_every_rule_of_the_book_keeps_its_scale_on_any_evidence(evidence, chosen, day, grades):
    claim_id, rule = chosen
    claim = next(c for c in read_claims(evidence) if c.id == claim_id)
    found = judge(claim, rule, replace(evidence, as_of=day, grades=frozenset(grades)))
    assert found.verdict in claim.scale
    if found.verdict not in (UNDECIDED[claim.scale], Verdict.VALUES):
        assert {row.grade for cited in found.rests_on for row in cited.rows} - {"weak"}


@pytest.mark.parametrize("chosen", CLAIMS_RULES, ids=lambda chosen: chosen[0])
def test_without_any_row_no_claim_is_decided(evidence, chosen):
    claim_id, rule = chosen
    frames = {
        name: frame if name == "claims" else frame.iloc[:0]
        for name, frame in evidence.package.frames.items()
    }
    nothing = replace(evidence, package=replace(evidence.package, frames=frames))
    claim = next(c for c in read_claims(evidence) if c.id == claim_id)
    assert judge(claim, rule, nothing).verdict == UNDECIDED[claim.scale]


# --- statistics --------------------------------------------------------------------------------

SHARES = st.integers(1, 25).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@always_the_same
@given(SHARES)
def test_wilsons_interval_is_the_formula_of_1927(share):
    successes, total = share
    z, p = 1.959963984540054, successes / total  # the 97.5% point of the normal distribution
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total**2)) / (1 + z * z / total)
    low, high = wilson_interval(successes, total)
    assert (low, high) == pytest.approx((max(0, middle - half), min(1, middle + half)), abs=1e-9)


@always_the_same
@given(SHARES, SHARES)
def test_fishers_p_is_the_sum_of_the_unlikelier_tables(first, second):
    (a, n), (c, m) = first, second

    def chance(x: int) -> float:
        return math.comb(n, x) * math.comb(m, a + c - x) / math.comb(n + m, a + c)

    seen = chance(a) * (1 + 1e-7)
    tables = range(max(0, a + c - m), min(n, a + c) + 1)
    result, swapped = compare_shares(first, second), compare_shares(second, first)
    assert result.p_value == pytest.approx(sum(p for x in tables if (p := chance(x)) <= seen))
    assert result.low <= result.difference <= result.high
    mirrored = (-swapped.difference, -swapped.high, -swapped.low, swapped.p_value)
    assert (result.difference, result.low, result.high, result.p_value) == pytest.approx(mirrored)


@always_the_same
@given(st.lists(st.text("abc", min_size=1), min_size=1))
def test_a_list_in_prose_holds_its_items_in_order(items):
    assert listed(items).replace(" and ", ", ").split(", ") == items
