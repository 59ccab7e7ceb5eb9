"""The numbers of the chapter on military value."""

from __future__ import annotations

from functools import partial

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.wording import counted, how_many, spelled
from chapters.common.failure_rates import own_troops
from chapters.common.views import conclusion_of, sided, tests, views, works
from chapters.military_value import WORDS, facts
from chapters.military_value.charts_studies import partly_read


def _view(evidence: Evidence, row_id: str, column: str = "figure_low") -> float:
    """Return a figure of a view."""
    return float(evidence.rows("effectiveness_claims", claim_id=row_id)[column].iloc[0])


def _own_ratios(evidence: Evidence) -> pd.DataFrame:
    """Return the ratios that a co-author of the op-ed gave, or raise ``NotInEvidence``."""
    ratios = facts.lethality(evidence)
    return some(ratios[ratios["own"]], "no ratio by an author of the op-ed is accepted")


def _tested(evidence: Evidence, place: int) -> str:
    """Return how many works on use in Ukraine speak for the op-ed (0) or against it (1)."""
    return spelled(works(sided(tests(evidence, "C65"))[place]))


def _days_to_approval(evidence: Evidence, event: str) -> int:
    """Return the days from an event (``timeline``) to the first US transfer announced."""
    approved = facts.approval(evidence)["date"]
    return facts.days_between(evidence.by_id("timeline", event)["date"].iloc[0], approved)


def _days_after_fall(evidence: Evidence) -> int:
    return facts.days_between(facts.fall(evidence)["date"], facts.approval(evidence)["date"])


def _met(evidence: Evidence) -> str:
    return how_many(list(facts.links(evidence).values()).count("met"))


def _latest_transfers(evidence: Evidence) -> str:
    then, now = (
        seen.rows("transfer_summaries", supplier_iso3="USA").sort_values("announcements").iloc[-1]
        for seen in (evidence.at_publication(), evidence)
    )
    reports = evidence.pick("aftermath", "A31")["date"].str[:7]
    later = reports[reports > now["last_date"]]
    given = {
        "then": int(then["announcements"]),
        "now": int(now["announcements"]),
        "last": now["last_date"],
        "none_since": later.max() if len(later) else None,
    }
    return WORDS.say("since", "transfers", given)


def _since(rows: pd.DataFrame, key: str, **columns: str) -> str:
    """Return the sentence on the last of the rows, or that there is none.

    ``columns`` says for each name in the sentence the column that it is read from.
    """
    last = rows.iloc[-1] if len(rows) else dict.fromkeys(columns.values())
    return WORDS.say("since", key, {name: last[column] for name, column in columns.items()})


def _latest_british_word(evidence: Evidence) -> str:
    said = evidence.pick("political_facts", "P099")
    return _since(said.assign(month=said["date_start"].str[:7]), "british", told="month")


def _latest_press_ratio(evidence: Evidence) -> str:
    """Return what the Economist of 2025 puts the shells at, as far as the evidence reaches."""
    rows = views(evidence, "E65")
    return WORDS.say("since", "press", {"ratio": rows["figure_low"].iloc[0] if len(rows) else None})


_TOLD = ("rusi_2024_offensive", "rusi_2025_fires", "csis_2023_seize", "arcic_cm_2014", "gao_1993")
"""Works named in the prose of which a point goes another way than the main conclusion."""

NUMBERS = {
    **{f"concludes_{key}": partial(conclusion_of, source=key) for key in _TOLD},
    "works_partly_read": lambda e: len(partly_read(e)),
    "import_shells": lambda e: int(e.by_id("transfers", "TR37")["quantity"].iloc[0]),
    "import_arrived": lambda e: in_words(e.by_id("transfers", "TR37")["date"].iloc[0]),
    "helicopters": lambda e: spelled(int(_view(e, "E52"))),
    "army_ratio": lambda e: f"{_view(e, 'E53'):g}",
    "latest_press_ratio": _latest_press_ratio,
    "refused_on": lambda e: in_words(e.by_id("transfers", "TR08")["date"].iloc[0]),
    "data_date": lambda e: in_words(e.reaches("transfers")),
    "seen_for": lambda e: _tested(e, 0),
    "seen_against": lambda e: _tested(e, 1),
    "vietnam_he": lambda e: f"{_view(e, 'E01', 'rounds_high_explosive'):g}",
    "vietnam_cluster": lambda e: f"{_view(e, 'E01', 'rounds_cluster'):g}",
    "rice_low": lambda e: f"{_own_ratios(e)['low'].min():g}",
    "rice_high": lambda e: f"{_own_ratios(e)['high'].max():g}",
    "fell": lambda e: in_words(facts.fall(e)["date"]),
    "days_after_fall": _days_after_fall,
    "links": lambda e: spelled(len(facts.links(e))),
    "links_met": _met,
    "approved": lambda e: in_words(facts.approval(e)["date"]),
    "days_of_war": lambda e: _days_to_approval(e, "TL01"),
    "days_from_letter": lambda e: _days_to_approval(e, "TL14"),
    "wagner_dead": lambda e: f"{e.by_id('bakhmut', 'BK12')['value'].iloc[0]:,.0f}",
    "killed_1991": lambda e: own_troops(e)["killed_1991"],
    "wounded_1991": lambda e: own_troops(e)["wounded_1991"],
    "killed_2003": lambda e: spelled(own_troops(e)["killed_2003"]),
    "objectors": lambda e: counted(int(facts.positions(e)["iso3"].nunique()), "ally", "allies"),
    "latest_transfers": _latest_transfers,
    "latest_order": lambda e: _since(
        e.pick("aftermath", "A35"), "order", signed="date", dollars="number"
    ),
    "latest_british_word": _latest_british_word,
    "latest_drone_share": lambda e: _since(views(e, "E45"), "drones", share="figure_low"),
}
