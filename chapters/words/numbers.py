"""The numbers of the prose, and the sentences that hang on what has happened by a day."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.cases import judge
from casebook.reasoning.claims import Verdict, read_claims
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.wording import counted, listed, spelled
from chapters.common.allies import standing_of_allies
from chapters.common.exits import CLUSTER, exits
from chapters.words import WORDS, facts
from chapters.words.facts import NETHERLANDS, month_of
from chapters.words.facts_statements import days_of, quotations, threat_statements
from chapters.words.rules import RULES


def _words(evidence: Evidence) -> dict[str, object]:
    """Return what became of the quotations of this chapter, of his warnings and of the offices."""
    some(quotations(evidence), "table quote_checks has no accepted row")
    quoted = [c for c in read_claims(evidence) if c.kind == "quotation" and c.id in RULES]
    found = Counter(judge(claim, RULES[claim.id], evidence).verdict for claim in quoted)
    said, signing = threat_statements(evidence), facts.event_day(evidence, facts.SIGNED)
    return {
        "quotations": len(quoted),
        "verdicts": [(str(verdict), found[verdict]) for verdict in Verdict if found[verdict]],
        "supported": found[Verdict.SUPPORTED],
        "warned": len(days_of(said, "risk")),
        "calmed": len(days_of(said, "no imminent threat")),
        "leader": facts.in_office(evidence, facts.SECRETARY_GENERAL, signing),
        "acts": len(facts.government_acts(evidence)),
    }


def _since(evidence: Evidence) -> dict[str, object]:
    """Return what has happened since the op-ed, as far as the evidence reaches."""
    gone = exits(evidence)
    left = gone.loc[gone["treaty"].eq(CLUSTER) & gone["iso3"].eq("LTU"), "left"].dropna()
    took_up, praise = (evidence.pick("political_facts", row) for row in ("P009", "P042"))
    production, paper, later = (evidence.pick("aftermath", row) for row in ("A17", "A14", "A43"))
    return {
        "known_to": evidence.reaches("political_facts"),
        "early": evidence.as_of <= evidence.published,
        "took_up": took_up["date_start"].iloc[0] if len(took_up) else "",
        "texts": len(praise) + len(production),
        "left": left.iloc[0][: len("2025-03")] if len(left) else "",
        "norway_stays": bool(standing_of_allies(evidence)["bound"].get("NOR", False)),
        "paper": len(paper),
        "spoke": month_of(later),
        **facts.policies(evidence),
    }


def _calm_days(evidence: Evidence) -> str:
    days = days_of(threat_statements(evidence), "no imminent threat", solid=True)
    if not days:
        raise NotInEvidence("no accepted source has him see no imminent threat")
    return listed(in_words(day) for day in days)


def _real_risk(evidence: Evidence) -> str:
    return in_words(month_of(evidence.by_id("political_facts", "P155"), "date_start"))


def _border_out(evidence: Evidence) -> str:
    out = int(facts.border_positions(evidence.at_publication())["out"].sum())
    return WORDS.say("prose", "border_out", {"out": out})


def _rutte_end(evidence: Evidence) -> str:
    end = facts.term_of(evidence, "Rutte", NETHERLANDS)["end"]
    if pd.isna(end):
        raise NotInEvidence("no row that is accepted ends Rutte's term")
    return in_words(end)


NUMBERS = {
    "data_date": lambda e: in_words(e.reaches("aftermath")),
    "signed": lambda e: in_words(facts.event_day(e, facts.SIGNED)),
    "years_apart": lambda e: f"{facts.since_signing(e):.1f}",
    "own_words": lambda e: counted(len(facts.own_words(e)), "word of his own", "words of his own"),
    "government_acts": lambda e: counted(
        len(facts.government_acts(e)), "act or statement", "acts and statements"
    ),
    "quotations": lambda e: spelled(_words(e)["quotations"]),
    "verdicts": lambda e: WORDS.say("prose", "verdicts", _words(e)),
    "headline_answer": lambda e: WORDS.say("prose", "headline_answer", _words(e)),
    "headline_offices": lambda e: WORDS.say("prose", "headline_offices", _words(e)),
    "headline_words": lambda e: WORDS.say("prose", "headline_words", _words(e)),
    "headline_threat": lambda e: WORDS.say("prose", "headline_threat", _words(e)),
    "headline_rutte": lambda e: WORDS.say("prose", "headline_rutte", _words(e)),
    "rutte_end": _rutte_end,
    "real_risk_month": _real_risk,
    "no_threat_dates": _calm_days,
    "war_years": lambda e: f"{facts.years_of_war(e):.1f}",
    "border_allies": lambda e: spelled(len(facts.border_positions(e.at_publication()))),
    "border_out": _border_out,
    "latest_headline": lambda e: WORDS.say("prose", "latest_headline", _since(e)),
    "latest_office": lambda e: WORDS.say("prose", "latest_office", _since(e)),
    "latest_texts": lambda e: WORDS.say("prose", "latest_texts", _since(e)),
    "latest_prediction": lambda e: WORDS.say("prose", "latest_prediction", _since(e)),
    "latest_debate": lambda e: WORDS.say("prose", "latest_debate", _since(e)),
}
