"""What the evidence says of what leaving would do: C12, C18 to C20, C32, C76.

Deterrence that works leaves no trace: an attack that did not come is not observed. So these rules
ask for what can be observed, and what officials and experts say decides none of them.
"""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence
from chapters.common.allies import standing_of_allies
from chapters.common.exits import whole_months
from chapters.common.sides import by_side, missing
from chapters.common.states import names_in_text
from chapters.common.views import cited_views, concluded, sided, tests, views, works
from chapters.deterrence import facts


def _among_views(rows: list[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """Return those of the rows heard that are of ``effectiveness_claims``."""
    return pd.concat([found for table, found in rows if table == "effectiveness_claims"])


def hinges_on_leaving(evidence: Evidence) -> Case:
    """Return whether effective deterrence depends on leaving, by Russian attacks on allies.

    An attack counts if the record of use across a border has it as confirmed. A study of what
    forces need is no test of what deters: it is told, with its conclusion, and tests C18.
    """
    status = standing_of_allies(evidence)
    held = evidence.pick("non_party_stockpilers", solid=True, stockpile=True)
    outside, hit = set(status.index[~status["bound"]]), facts.confirmed_strikes(evidence)
    elsewhere = sorted((set(hit["location_iso3"]) & set(held["iso3"])) - set(status.index))
    told, rows = facts.heard(evidence, facts.NO_SUBSTITUTE)
    struck = facts.allies_struck(evidence)
    return Case(
        by_side(*struck.values()),
        evidence.cites(
            ("non_party_stockpilers", held),
            ("cluster_munition_use", hit),
            *rows,
            ("ccm_status", evidence["ccm_status"]),
        ),
        {**struck, "allied_holders": len(set(held["iso3"]) & outside)},
        {
            "elsewhere": names_in_text(evidence, elsewhere),
            "conclusions": concluded(_among_views(rows)),
            **told,
        },
        carried_by=evidence.cites(("cluster_munition_use", hit)),
        absent=missing(evidence, hit, "cluster_munition_use"),
        at_most="low",
    )


def able_to_defend(evidence: Evidence) -> Case:
    """Return whether NATO would be less able to defend its members, by studies of its defence.

    A study counts once, for its own main conclusion. None of those found changes only this weapon.
    """
    found = tests(evidence, "C18")
    for_, against = sided(found)
    told, rows = facts.heard(evidence, facts.CANNOT_DO_WITHOUT)
    near = [said for said in told["for_it"] if said["row"] in ("P102", "P107", "P080")]
    return Case(
        by_side(len(for_), len(against)),
        evidence.cites(
            cited_views(found, _among_views(rows)),
            *(each for each in rows if each[0] != "effectiveness_claims"),
        ),
        {"studies": works(found), "for": len(told["for_it"]), "against": len(told["against_it"])},
        {
            "supporting": works(for_),
            "questioning": works(against),
            "seen": list(found["claim_id"]),
            "neighbours": len(near),
            "conclusions": concluded(
                pd.concat([found, _among_views(rows)]).drop_duplicates("claim_id")
            ),
            **told,
        },
        carried_by=evidence.cites(cited_views(found)),
        absent=missing(evidence, found, "effectiveness_claims"),
        at_most="low",
    )


def necessary(evidence: Evidence) -> Case:
    """Return what it turns on whether leaving and using the weapon again is necessary."""
    told, rows = facts.heard(evidence, facts.NO_SUBSTITUTE)
    notice = evidence.rows("ccm_articles", id="AR23")
    return Case(
        {"a matter of values": True},
        evidence.cites(*rows, ("ccm_articles", ("AR23", "AR24"))),
        names={
            "notice_months": int(notice["number"].iloc[0]),
            "conclusions": concluded(_among_views(rows)),
            **told,
        },
    )


def strengthens(evidence: Evidence) -> Case:
    """Return whether withdrawal would strengthen NATO and secure peace, by what followed exits."""
    left = facts.leavers(evidence).set_index("iso3")["withdrawal_effective"]
    bought = {"kind": "procurement", "iso3": tuple(left.index)}
    buying = evidence.pick("aftermath", solid=True, **bought)
    gained = buying[buying["direction"].eq("supports")]
    hit = facts.strikes(evidence, "RUS")
    hit = hit[hit["location_iso3"].isin(left.index)]
    hit = hit[hit["first_year"] >= hit["location_iso3"].map(left.str[:4].astype(int))]
    last_day = evidence.reaches("aftermath").isoformat()
    wait = evidence.pick("industrial_base", "IB12")
    return Case(
        by_side(len(gained), len(hit)),
        evidence.cites(
            ("aftermath", buying),
            ("industrial_base", wait),
            ("omissions", ("O13", "O02")),
            ("government_positions", ("GP19",)),
            ("ccm_status", evidence["ccm_status"]),
        ),
        {"left": len(left), "acquired": len(gained), "attacked": len(hit)},
        {
            "names": names_in_text(evidence, left.index),
            "months": whole_months(left.min(), last_day) if len(left) else None,
            "delivery_years": int(wait["value"].iloc[0]) if len(wait) else None,
        },
        carried_by=evidence.cites(("aftermath", gained), ("cluster_munition_use", hit)),
        absent=missing(evidence, pd.concat([gained, hit]), "aftermath", "cluster_munition_use"),
        at_most="low",
    )


def emboldens(evidence: Evidence) -> Case:
    """Return whether keeping to the treaty makes Russia bolder, by Russian attacks on allies.

    The test is that of C12. Russian words on the ban and attacks on states outside NATO are told;
    states beside whose government Russia fought are left out there.
    """
    said = evidence.pick("timeline", category="position", actor_iso3="RUS")
    on_ban, hit = said[said["speaks_of"].eq("convention").fillna(False)], facts.targets(evidence)
    hit = hit[hit["user"].eq("RUS") & hit["confirmed"] & ~hit["beside"]]
    parties, status = hit[hit["status"].eq("state party")], standing_of_allies(evidence)
    warned, struck = views(evidence, "E54"), facts.allies_struck(evidence)
    return Case(
        by_side(*struck.values()),
        evidence.cites(
            ("timeline", said),
            ("cluster_munition_use", facts.strikes(evidence, "RUS")),
            cited_views(warned),
            ("omissions", ("O15", "O31")),
            ("non_party_stockpilers", ("NS21",)),
            ("ccm_status", evidence["ccm_status"]),
        ),
        {
            **struck,
            "statements": len(on_ban),
            "struck": len(hit),
            "parties_struck": len(parties),
        },
        {
            "names": names_in_text(evidence, hit["target"]),
            "holders": names_in_text(evidence, hit.loc[hit["stock"], "target"]),
            "conclusions": concluded(warned),
            "most_bound": bool(status["bound"].mean() > 1 / 2),
        },
        carried_by=evidence.cites(("cluster_munition_use", facts.confirmed_strikes(evidence))),
        absent=missing(evidence, hit, "cluster_munition_use"),
        at_most="low",
    )


def sends_signal(evidence: Evidence) -> Case:
    """Return whether withdrawal would signal resolve to Russia, by its reactions.

    Looked for among Russian positions since Lithuania's government decided (column ``reaction``).
    """
    before, since = facts.russian_words(evidence)
    cold = since["reaction"].eq("dismisses").fillna(False)
    sender = evidence.pick("aftermath", "A09", solid=True)
    return Case(
        {
            "untested": since.empty,
            "evidence against": cold.all(),
            "evidence for": True,
        },
        evidence.cites(
            ("timeline", pd.concat([before, since])),
            ("timeline", evidence.rows("timeline", category="treaty", actor_iso3="LTU")),
            ("aftermath", sender),
            ("omissions", ("O15",)),
        ),
        {"reactions": len(since), "statements_2023": len(before)},
        {
            "earlier": before["date"].min()[:7] if len(before) else None,
            "earlier_year": before["date"].min()[:4] if len(before) else None,
            "threats": bool(before["reaction"].eq("threatens").fillna(False).all()),
            "dismissals": int(cold.sum()),
            "message": len(sender),
        },
        carried_by=evidence.cites(("timeline", since)),
        absent=missing(evidence, since, "timeline"),
        at_most="low",
    )
