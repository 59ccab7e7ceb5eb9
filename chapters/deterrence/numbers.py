"""The numbers of the prose, and the sentences that hang on what has happened by a day."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.wording import spelled
from chapters.common.allies import standing_of_allies
from chapters.common.known import told
from chapters.common.states import names_in_text
from chapters.common.views import conclusion_of
from chapters.deterrence import WORDS, facts
from chapters.deterrence.rules import not_2008
from chapters.deterrence.rules_effect import able_to_defend, sends_signal, strengthens


def _deaths(evidence: Evidence, war: str) -> pd.Series:
    """Return the battle deaths of a war as they were published when the op-ed appeared."""
    deaths = facts.battle_deaths(evidence.at_publication())
    return some(deaths[deaths["war"].eq(war)], f"no battle deaths of the {war}").iloc[0]


def _indicator(evidence: Evidence, key: str, day: str) -> str:
    return spelled(int(facts.indicators(evidence).set_index("key").loc[key, day]))


def _floor(evidence: Evidence) -> str:
    """Return a sentence on the highest floor of one side's soldiers killed."""
    floors = some(facts.soldiers_killed(evidence), "no estimate of one side's soldiers killed")
    top = floors.loc[floors["value"].idxmax()]
    given = {
        "floor": top["value"],
        "until": top["date_end"],
        "above": bool(top["value"] > facts.ours_and_rivals(evidence)[1]["high"].max()),
        "on_all": all(facts.largest_by_reading(evidence).values()),
    }
    return WORDS.say("prose", "floor", given)


def _defence(evidence: Evidence, key: str) -> str:
    """Return a sentence that hangs on the studies of Europe's defence."""
    case = able_to_defend(evidence)
    given = {**case.numbers, "one_publisher": case.names["one_publisher"]}
    return WORDS.say("prose", key, {**given, "verdict": case.verdict})


def _since(evidence: Evidence, key: str) -> str:
    """Return a sentence on those that left, what they bought since and how Russia answered."""
    hoped = evidence.pick("aftermath", step="purchase_hoped_for")
    exits, signal = strengthens(evidence), sends_signal(evidence)
    given = {
        **{**exits.numbers, **exits.names, **signal.numbers, **signal.names},
        "hoped": hoped["date"].iloc[0][:7] if len(hoped) else None,
        "known_to": evidence.reaches("ccm_status"),
    }
    return WORDS.say("prose", key, given)


def _keepers(evidence: Evidence) -> str:
    """Return which of the two allies whose profiles are cited still keep the weapon outside."""
    held = evidence.pick("non_party_stockpilers", iso3=("USA", "POL"), stockpile=True)["iso3"]
    status = standing_of_allies(evidence)
    free = [iso3 for iso3 in dict.fromkeys(held) if iso3 in status.index[~status["bound"]]]
    return WORDS.say(
        "prose", "keepers", {"keepers": names_in_text(evidence, sorted(free, reverse=True))}
    )


NUMBERS = {
    "latest_british_word": told(WORDS, "british_word", aftermath=("A18",)),
    "latest_need": told(WORDS, "need", effectiveness_claims=("E64",)),
    "latest_fires_paper": told(WORDS, "fires_paper", effectiveness_claims=("E58",)),
    "latest_two_papers": told(WORDS, "two_papers", effectiveness_claims=("E58", "E64")),
    "concludes_rusi_2025_fires": lambda e: conclusion_of(e, "rusi_2025_fires"),
    "concludes_arcic_cm_2014": lambda e: conclusion_of(e, "arcic_cm_2014"),
    "data_date": lambda e: in_words(e.reaches("aftermath")),
    "ukraine_best": lambda e: int(_deaths(e, facts.SUBJECT)["best"]),
    "latest_ukraine_years": lambda e: "{start} and {end}".format_map(_deaths(e, facts.SUBJECT)),
    "greek_best": lambda e: int(_deaths(e, "Greek Civil War")["best"]),
    **{
        f"{key}_{day}": lambda e, key=key, day=day: _indicator(e, key, day)
        for key in ("members", "border", "deaths")
        for day in ("signing", "op_ed")
    },
    "headline_setting": lambda e: WORDS.say(
        "prose", "headline_setting", {"verdict": not_2008(e.at_publication()).verdict}
    ),
    "latest_answer": lambda e: _defence(e, "answer"),
    "latest_headline_short": lambda e: _defence(e, "headline_short"),
    "latest_headline_studies": lambda e: _defence(e, "headline_studies"),
    "latest_headline_steps": lambda e: _since(e, "headline_steps"),
    "latest_headline_since": lambda e: _since(e, "headline_since"),
    "latest_left": lambda e: _since(e, "left"),
    "latest_exit": lambda e: _since(e, "exit"),
    "latest_purchases": lambda e: _since(e, "purchases"),
    "latest_floor": _floor,
    "latest_keepers": _keepers,
}
