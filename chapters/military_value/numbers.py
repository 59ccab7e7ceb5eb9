"""The numbers of the chapter on military value."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.wording import counted, spelled
from chapters.common.failure_rates import own_troops
from chapters.common.known import told
from chapters.common.views import conclusion_of, month, views
from chapters.military_value import WORDS, facts
from chapters.military_value.rules import cause_of_delay, pivotal_at_bakhmut
from chapters.military_value.rules_effect import cost_of_delay, strategic_value


def _figure(evidence: Evidence, row_id: str, column: str = "figure_low") -> str:
    """Return a figure of a view."""
    rows = evidence.rows("effectiveness_claims", claim_id=row_id)
    return f"{float(rows[column].iloc[0]):g}"


def _own_ratio(evidence: Evidence, end: str) -> str:
    """Return the lowest or the highest ratio that a co-author of the op-ed gave."""
    ratios = facts.lethality(evidence)
    own = some(ratios.loc[ratios["own"], end], "no ratio by an author of the op-ed is accepted")
    return f"{own.min() if end == 'low' else own.max():g}"


def _say(key: str, **given: object) -> str:
    return WORDS.say("prose", key, given)


def _told(rows: pd.DataFrame, key: str, column: str) -> str:
    """Return the sentence on a row, with its month and one value, or that there is none."""
    return _say(key, month=month(rows), value=rows[column].iloc[0] if len(rows) else None)


def _latest_transfers(evidence: Evidence) -> str:
    then, now = (
        seen.rows("transfer_summaries", supplier_iso3="USA").sort_values("announcements").iloc[-1]
        for seen in (evidence.at_publication(), evidence)
    )
    reports = evidence.pick("aftermath", "A31")["date"].str[:7]
    later = reports[reports > now["last_date"]]
    return _say(
        "transfers",
        then=int(then["announcements"]),
        now=int(now["announcements"]),
        last=now["last_date"],
        none_since=later.max() if len(later) else None,
    )


NUMBERS = {
    "latest_substitutes": told(WORDS, "substitutes", effectiveness_claims=("E59", "E62")),
    "latest_exercise": told(WORDS, "exercise", effectiveness_claims=("E06", "E66")),
    "answer": lambda e: _say("answer", verdict=strategic_value(e).verdict),
    "headline_short": lambda e: _say("headline_short", verdict=strategic_value(e).verdict),
    "headline_bakhmut": lambda e: _say("headline_bakhmut", **pivotal_at_bakhmut(e).numbers),
    "headline_delay": lambda e: _say("headline_delay", verdict=cause_of_delay(e).verdict),
    "concludes_rusi_2024_offensive": lambda e: conclusion_of(e, "rusi_2024_offensive"),
    "concludes_rusi_2025_fires": lambda e: conclusion_of(e, "rusi_2025_fires"),
    "concludes_arcic_cm_2014": lambda e: conclusion_of(e, "arcic_cm_2014"),
    "concludes_wh_20230711": lambda e: conclusion_of(e, "wh_20230711"),
    "concludes_gao_1993": lambda e: conclusion_of(e, "gao_1993"),
    "works_partly_read": lambda e: len(facts.partly_read(e)),
    "import_shells": lambda e: int(e.by_id("transfers", "TR37")["quantity"].iloc[0]),
    "import_arrived": lambda e: in_words(e.by_id("transfers", "TR37")["date"].iloc[0]),
    "helicopters": lambda e: spelled(int(_figure(e, "E52"))),
    "refused_on": lambda e: in_words(e.by_id("transfers", "TR08")["date"].iloc[0]),
    "data_date": lambda e: in_words(e.reaches("transfers")),
    "seen": lambda e: WORDS.say("prose", "seen", strategic_value(e).numbers),
    "vietnam_he": lambda e: _figure(e, "E01", "rounds_high_explosive"),
    "vietnam_cluster": lambda e: _figure(e, "E01", "rounds_cluster"),
    "rice_low": lambda e: _own_ratio(e, "low"),
    "rice_high": lambda e: _own_ratio(e, "high"),
    "fell": lambda e: in_words(facts.fall(e)["date"]),
    "days_after_fall": lambda e: pivotal_at_bakhmut(e).numbers["days_before_us_transfer"],
    "approved": lambda e: in_words(facts.approval(e)["date"]),
    "days_of_war": lambda e: cost_of_delay(e).numbers["days_from_invasion"],
    "killed_1991": lambda e: own_troops(e)["killed_1991"],
    "killed_2003": lambda e: spelled(own_troops(e)["killed_2003"]),
    "objectors": lambda e: counted(
        int(some(facts.positions(e), "no ally's objection is accepted")["iso3"].nunique()),
        "ally",
        "allies",
    ),
    "latest_transfers": _latest_transfers,
    "latest_headline": lambda e: _say("headline_since", order=len(e.pick("aftermath", "A35"))),
    "latest_order": lambda e: _told(e.pick("aftermath", "A35"), "order", "number"),
    "latest_ratio": lambda e: _told(views(e, "E65"), "ratio", "figure_low"),
    "latest_british_word": lambda e: _told(
        e.pick("political_facts", "P099").rename(columns={"date_start": "date"}), "british", "iso3"
    ),
}
