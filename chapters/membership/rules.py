"""The rules of "Who is bound?": which rung the evidence reaches for each claim."""

from __future__ import annotations

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, some
from chapters.common.treaty import log_of
from chapters.membership.facts import awaiting_named, counts

_ACTS_NAMED = ("use", "production", "stockpiling")
"""The acts that the op-ed says are barred, as ``ccm_articles`` names them."""

_ACTS_LEFT_OUT = ("transfer", "assistance")


def short_form(evidence: Evidence) -> Case:
    """Return which short form the bodies that report votes at the United Nations use.

    Of these bodies it is the convention's own support unit and presidency that name it so.
    """
    ccm = evidence.pick("unga_votes", short_form="CCM")
    cmc = evidence.pick("unga_votes", short_form="CMC")
    coalition = evidence.rows("political_facts", id="P092")
    return Case(
        {"contradicted": len(ccm), "supported": len(cmc), "unverifiable": True},
        evidence.cites(("unga_votes", ccm), ("unga_votes", cmc), ("political_facts", coalition)),
        {"official_sources_using_ccm": ccm["source"].nunique()},
    )


def member_nations(evidence: Evidence) -> Case:
    """Return which of the depositary's counts the op-ed's number is."""
    claims = evidence["claims"].set_index("id")
    claimed, count = int(claims.loc["C06", "number_claimed"]), counts(evidence)
    users = evidence.pick("political_facts", "P046", "P049")
    some(users, "table political_facts has no accepted row among P046, P049")
    interim = evidence.pick("law", "LW11")
    return Case(
        {
            "supported": claimed == count["parties"],
            "misleading": claimed == count["committed"],
            "contradicted": True,
        },
        evidence.cites(
            ("ccm_status", evidence["ccm_status"]),
            ("ccm_counts", evidence["ccm_counts"]),
            ("political_facts", users),
            ("law", interim),
        ),
        {"claimed": claimed, **count},
        {
            "known_to": evidence.reaches("ccm_status"),
            "users": set(users["id"]),
            "interim": len(interim),
            "awaiting": awaiting_named(evidence),
        },
    )


def acts_banned(evidence: Evidence) -> Case:
    """Return which of the acts that the op-ed names the first article bans."""
    first = evidence.rows("ccm_articles", article=1)
    acts = {act for named in first["acts_banned"].dropna() for act in named.split()}
    found = [act for act in _ACTS_NAMED if act in acts]
    tests = evidence.pick("law", "LW02")
    return Case(
        {"supported": len(found) == len(_ACTS_NAMED), "contradicted": True},
        evidence.cites(("ccm_articles", first), ("law", tests)),
        {"acts_named": len(_ACTS_NAMED), "acts_found": len(found)},
        {
            "found": found,
            "tests": int(tests["number"].iloc[0]) if len(tests) else None,
            "lacking": [act for act in _ACTS_NAMED if act not in acts],
            "left_out": [act for act in _ACTS_LEFT_OUT if act in acts],
        },
        carried_by=evidence.cites(("ccm_articles", first)),
        absent=evidence.nothing_in("ccm_articles", unless=len(found) == len(_ACTS_NAMED)),
    )


def nato_can_withdraw(evidence: Evidence) -> Case:
    """Return whether the alliance, or every ally, is on the list and so has the right to leave."""
    right = evidence.rows("ccm_articles", rule="withdrawal_right")
    listed = evidence["ccm_status"]
    organisations = int((~listed["iso3"].isin(evidence["states"]["iso3"])).sum())
    count = counts(evidence)
    allied, allies = count["allied_parties"], count["allies"]
    return Case(
        {"supported": organisations, "misleading": allied == allies, "contradicted": True},
        evidence.cites(("ccm_articles", right), ("ccm_status", listed)),
        {"organisations_on_the_list": organisations, "allied_parties": allied},
        {"names": log_of(evidence, "ccm_status")["iso3"].nunique(), "allies": allies},
        absent=evidence.nothing_in("ccm_status", unless=organisations),
    )


def push_to_join(evidence: Evidence) -> Case:
    """Return whether the convention makes its parties bring in others or discourage use."""
    articles = some(evidence["ccm_articles"], "table ccm_articles has no accepted row")
    duties = evidence.pick("ccm_articles", rule=("duty_to_promote", "duty_to_discourage"))
    read = evidence.cites(("ccm_articles", duties if len(duties) else articles))
    return Case(
        {"supported": len(duties), "contradicted": True},
        read,
        {"duties": len(duties)},
        {"rules": set(duties["rule"])},
        carried_by=read,
        absent=evidence.nothing_in("ccm_articles", unless=len(duties)),
    )


RULES = {
    "C05": short_form,
    "C06": member_nations,
    "C07": acts_banned,
    "C13": nato_can_withdraw,
    "C39": push_to_join,
}
