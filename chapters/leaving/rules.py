"""What the evidence says of the claims on Lithuania's exit and on those who followed."""

from __future__ import annotations

from casebook.reasoning.cases import Case, Rule
from casebook.reasoning.evidence import Evidence
from chapters.common.allies import border_allies
from chapters.common.exits import CLUSTER, ever_bound, list_date
from chapters.common.states import names_in_text
from chapters.common.treaty import laws_to_leave
from chapters.leaving.facts import (
    LITHUANIA,
    acting_allies,
    distinct,
    final_vote,
    lithuanias_exit,
    others_bound,
    purchases_since,
)

_DECISIVE = 2 / 3
"""The share of all members from which a vote counts here as decisive; the mark is ours."""

_ACTS = ("withdrawal_decreed", "withdrawal_law_adopted", "withdrawal_notified", "withdrawn")


def some_members(evidence: Evidence) -> Case:
    """Return whether several allies were withdrawing.

    The evidence's date decides, so an ally that acted later would make the sentence right with
    hindsight. What counts as an act is the definition ``acts_counted``; the widest, a vote, is used
    unless another is asked for.
    """
    acting, border = acting_allies(evidence), border_allies(evidence)
    others, inside = others_bound(evidence, acting), ever_bound(evidence, border, CLUSTER)
    status, record = evidence["ccm_status"], evidence["arms_control"]
    first = evidence.pick("omissions", "O36")
    acts = evidence.pick("arms_control", agreement="Convention on Cluster Munitions", event=_ACTS)
    return Case(
        {"supported": len(acting) > 1, "misleading": acting, "contradicted": True},
        evidence.cites(
            ("ccm_status", status),
            ("arms_control", acts),
            ("omissions", first),
            ("aftermath", ("A01", "A08", "A49")),
        ),
        {
            "acting_allies": len(acting),
            "other_parties": len(others),
            "border_allies": len(border),
            "border_allies_ever_bound": len(inside),
        },
        {
            "acting": names_in_text(evidence, acting),
            "with_law": names_in_text(evidence, laws_to_leave(record)["actor_iso3"]),
            "parties": len(acting) + len(others),
            "reading": evidence.definitions.get("acts_counted", "vote"),
            "known_to": list_date(evidence),
            "few": 2 * len(inside) < len(border),
            "called_the_first": len(first) > 0,
        },
        carried_by=evidence.cites(("ccm_status", status)),
        absent=evidence.nothing_in("ccm_status", "arms_control", unless=len(acting) > 1),
    )


def bolstered(evidence: Evidence) -> Case:
    """Return whether leaving strengthened the state that left, by what it acquired.

    Reports of the time after the exit count. Under ``gain_counted="permitted"`` the freedom to buy,
    train and host is the gain, so an exit in effect is evidence for.
    """
    left, bought = lithuanias_exit(evidence)["left"], purchases_since(evidence)
    for_it = bought[bought["direction"].eq("supports")]
    permitted = evidence.definitions.get("gain_counted", "acquired") == "permitted"
    return Case(
        {"evidence for": left and (permitted or len(for_it)), "untested": True},
        evidence.cites(
            ("ccm_status", evidence.rows("ccm_status", iso3=LITHUANIA)),
            ("aftermath", bought if left else ()),
            ("aftermath", ("A08",)),
            ("omissions", ("O15", "O40", "O41")),
            ("political_facts", ("P080", "P082", "P084")),
        ),
        {"reports_on_purchases": len(bought), "reports_for": len(for_it)},
        {
            "left": left,
            "known_to": evidence.reaches("ccm_status"),
            "permitted": permitted,
            "voted": len(evidence.pick("seimas_votes", stage="final")) > 0,
            "last_report": bought["date"].iloc[-1] if len(bought) else None,
        },
        carried_by=evidence.cites(
            ("aftermath", for_it), ("ccm_status", evidence.rows("ccm_status", iso3=LITHUANIA))
        ),
        absent=evidence.nothing_in("aftermath", unless=len(for_it)),
        at_most="low",
    )


def decisive_vote(evidence: Evidence) -> Case:
    """Return whether parliament voted decisively to leave, by every report of the final vote.

    Two thirds of all members is our mark: the op-ed does not say what it means by decisive.
    """
    final, table = final_vote(evidence), evidence["seimas_votes"]
    members, needed = (int(final[column].iloc[0]) for column in ("members", "needed"))
    ayes, short = final["votes_for"], final["votes_for"] < needed
    full = final.dropna(subset=["votes_against", "votes_abstaining"])
    rest = full[["votes_against", "votes_abstaining"]].sum(axis=1)
    silent = members - (full["votes_for"] + rest).max() if len(full) else 0
    used = table["stage"].eq("final").fillna(False) | table["votes_needed"].notna()
    return Case(
        {
            "contradicted": short.all(),
            "misleading": short.any(),
            "supported": (ayes / members >= _DECISIVE).all(),
            "mostly supported": True,
        },
        evidence.cites(("seimas_votes", table[used])),
        {
            "reports": len(final),
            "in_favour_least": int(ayes.min()),
            "members": members,
            "needed": needed,
        },
        {
            "voted_on": final["date"].iloc[0],
            "in_favour": distinct(ayes),
            "against": distinct(final["votes_against"]),
            "abstaining": distinct(final["votes_abstaining"]),
            "share": float(ayes.min() / members),
            "spare": int(ayes.min()) - needed,
            "falling_short": int(short.sum()),
            "most_not_in_favour": int(rest.max()) if len(full) else None,
            "silent": int(silent),
        },
    )


RULES: dict[str, Rule] = {"C52": some_members, "C53": bolstered, "C55": decisive_vote}
