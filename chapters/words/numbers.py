"""The numbers of the prose, and the sentences that hang on what has happened by a day."""

from __future__ import annotations

from casebook.data.dates import in_words
from casebook.reasoning.cases import judge
from casebook.reasoning.claims import Verdict, read_claims
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.wording import counted, how_many, listed, spelled
from chapters.common.allies import standing_of_allies
from chapters.common.exits import CLUSTER, exits
from chapters.words import WORDS, facts
from chapters.words.facts import NETHERLANDS, NORWAY, SECRETARY_GENERAL, month_of
from chapters.words.facts_statements import days_of, quotations, threat_statements
from chapters.words.rules import RULES


def _checks(evidence: Evidence) -> int:
    """Return how many checks of words are accepted."""
    return len(some(quotations(evidence), "table quote_checks has no accepted row"))


def _quoted(evidence: Evidence, *verdicts: Verdict) -> int:
    """Return how many quotations of this chapter got one of the verdicts, any if none is named."""
    some(quotations(evidence), "table quote_checks has no accepted row")
    quoted = [c for c in read_claims(evidence) if c.kind == "quotation" and c.id in RULES]
    found = [judge(claim, RULES[claim.id], evidence).verdict for claim in quoted]
    return sum(verdict in (verdicts or tuple(Verdict)) for verdict in found)


def _days(evidence: Evidence, kind: str, *, solid: bool = False) -> list[str]:
    """Return the days on which he warned of Russia, or denied that an attack was imminent."""
    said = threat_statements(evidence)
    return days_of(
        some(said, "no words of his on the Russian threat are accepted"), kind, solid=solid
    )


def _calm_days(evidence: Evidence) -> str:
    days = _days(evidence, "no imminent threat", solid=True)
    if not days:
        raise NotInEvidence("no denial of a near threat in a source that is not weak is accepted")
    return listed(in_words(day) for day in days)


def _end(evidence: Evidence, person: str, office: str) -> str:
    return in_words(facts.end_of_term(evidence, person, office))


def _start_at_nato(evidence: Evidence) -> str:
    return in_words(facts.term_of(evidence, "Stoltenberg", SECRETARY_GENERAL)["start"])


def _before_the_op_ed(evidence: Evidence) -> str:
    ended = facts.end_of_term(evidence, "Rutte", NETHERLANDS)
    return "before" if ended < evidence.published.isoformat() else "after"


def _real_risk(evidence: Evidence) -> str:
    return in_words(month_of(evidence.by_id("political_facts", "P155"), "date_start"))


def _since(evidence: Evidence, key: str) -> str:
    """Return what has happened since the op-ed, as far as the evidence reaches, as a sentence."""
    gone = exits(evidence)
    left = gone.loc[gone["treaty"].eq(CLUSTER) & gone["iso3"].eq("LTU"), "left"].dropna()
    took_up, praise = (evidence.pick("political_facts", row) for row in ("P009", "P042"))
    production, paper, later = (evidence.pick("aftermath", row) for row in ("A17", "A14", "A43"))
    happened = {
        "known_to": evidence.reaches("political_facts"),
        "reaches_on": evidence.as_of > evidence.published,
        "took_up": took_up["date_start"].iloc[0] if len(took_up) else "",
        "praised": len(praise),
        "produced": month_of(production),
        "left": left.iloc[0][: len("2025-03")] if len(left) else "",
        "norway_stays": bool(standing_of_allies(evidence)["bound"].get("NOR", False)),
        "paper": len(paper),
        "spoke": month_of(later),
    }
    return WORDS.say("prose", key, {**happened, **facts.policies(evidence)})


NUMBERS = {
    "allied_parties_then": lambda e: facts.bound_allies(e)[0],
    "allies_then": lambda e: facts.bound_allies(e)[1],
    "checks": lambda e: counted(_checks(e), "check"),
    "weak_checks": lambda e: _checks(e) and how_many(int(quotations(e)["grade"].eq("weak").sum())),
    "quotations": lambda e: spelled(_quoted(e)),
    "quotations_supported": lambda e: how_many(_quoted(e, Verdict.SUPPORTED)),
    "quotations_mostly": lambda e: how_many(_quoted(e, Verdict.MOSTLY_SUPPORTED)),
    "quotations_misleading": lambda e: how_many(_quoted(e, Verdict.MISLEADING)),
    "quotations_unverifiable": lambda e: how_many(_quoted(e, Verdict.UNVERIFIABLE)),
    "years_apart": lambda e: f"{facts.since_signing(e):.1f}",
    "norway_end": lambda e: _end(e, "Stoltenberg", NORWAY),
    "nato_start": _start_at_nato,
    "rutte_end": lambda e: _end(e, "Rutte", NETHERLANDS),
    "rutte_end_side": _before_the_op_ed,
    "government_acts": lambda e: spelled(len(facts.government_acts(e))),
    "war_years": lambda e: f"{facts.years_of_war(e):.1f}",
    "real_risk_month": _real_risk,
    "risk_days": lambda e: counted(len(_days(e, "risk")), "day"),
    "risk_days_solid": lambda e: spelled(len(_days(e, "risk", solid=True))),
    "no_threat_days": lambda e: counted(len(_days(e, "no imminent threat")), "day"),
    "no_threat_days_solid": lambda e: spelled(len(_days(e, "no imminent threat", solid=True))),
    "no_threat_dates": _calm_days,
    "border_allies": lambda e: spelled(len(facts.border_positions(e.at_publication()))),
    "border_out": lambda e: spelled(int(facts.border_positions(e.at_publication())["out"].sum())),
    "latest_office": lambda e: _since(e, "latest_office"),
    "latest_texts": lambda e: _since(e, "latest_texts"),
    "latest_policy": lambda e: _since(e, "latest_policy"),
    "latest_prediction": lambda e: _since(e, "latest_prediction"),
    "latest_debate": lambda e: _since(e, "latest_debate"),
}
