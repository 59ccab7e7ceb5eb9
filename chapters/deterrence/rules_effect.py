"""What the evidence says of what leaving would do: C12, C18 to C20, C32, C76.

Deterrence that works leaves no trace: an attack that did not come is not observed. So these rules
ask for what can be observed, and what officials and experts say decides none of them.
"""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence
from chapters.common.allies import standing_of_allies
from chapters.common.by_tests import by_tests
from chapters.common.exits import CLUSTER, exits, whole_months
from chapters.common.sides import by_side
from chapters.common.states import names_in_text
from chapters.common.views import cited_views, concluded, tests, views, year
from chapters.deterrence import facts


def _by_strikes(
    evidence: Evidence,
    *more: tuple[str, pd.DataFrame | tuple[str, ...]],
    numbers: dict[str, int],
    names: dict[str, object],
) -> Case:
    """Return the case of a claim that Russian attacks on allies, bound and not bound, settle."""
    struck = facts.allies_struck(evidence)
    strikes = ("cluster_munition_use", facts.strikes(evidence))
    on_bound = strikes[1]["location_iso3"].isin(standing_of_allies(evidence).query("bound").index)
    return Case(
        by_side(*struck.values()),
        evidence.cites(strikes, ("ccm_status", evidence["ccm_status"]), *more),
        {**struck, **numbers},
        names,
        carried_by=evidence.cites(strikes),
        mixed_by=tuple(
            evidence.cites((strikes[0], strikes[1][on])) for on in (on_bound, ~on_bound)
        ),
        absent=evidence.nothing_in(strikes[0], unless=len(strikes[1])),
        at_most="low",
    )


def hinges_on_leaving(evidence: Evidence) -> Case:
    """Return whether effective deterrence depends on leaving, by Russian attacks on allies.

    A study of what forces need is no test of what deters, though it take for granted that this
    deters: it tests C18.
    """
    status, hit = standing_of_allies(evidence), facts.strikes(evidence)
    held = evidence.pick("non_party_stockpilers", solid=True, stockpile=True)
    allied, premise = held["iso3"].isin(status.index[~status["bound"]]), views(evidence, "E82")
    elsewhere = {*hit["location_iso3"]} & {*held["iso3"]} - {*status.index}
    return _by_strikes(
        evidence,
        ("non_party_stockpilers", held),
        cited_views(premise),
        numbers={"allied_holders": int(held.loc[allied, "iso3"].nunique())},
        names={
            "elsewhere": names_in_text(evidence, sorted(elsewhere)),
            "premise": year(premise),
        },
    )


def able_to_defend(evidence: Evidence) -> Case:
    """Return whether NATO would be less able to defend its members, by studies of its defence.

    What governments and officials say of need is told on both sides.
    """
    needing = evidence.pick("political_facts", solid=True, reason_given="military_need")
    without = evidence.pick("political_facts", "P099", solid=True)
    precision, army = evidence.pick("omissions", "O38", solid=True), views(evidence, "E55", "E81")
    reduced = army[army["direction"].eq("questions")]
    return by_tests(
        evidence,
        "C18",
        army,
        ("political_facts", pd.concat([needing, without])),
        ("omissions", precision),
        numbers={"for": len(needing), "against": len(without) + len(precision) + len(reduced)},
        names={
            "needing": names_in_text(evidence, needing["iso3"].unique()),
            "without": year(without, "date_start"),
            "precision": year(precision, "known_from"),
            "army": year(reduced),
            "gap": len(army) > len(reduced),
        },
        at_most="low",
    )


def necessary(evidence: Evidence) -> Case:
    """Return what it turns on whether leaving and using the weapon again is necessary."""
    cited = cited_views(tests(evidence, "C18"), views(evidence, "E14", "E54", "E55"))
    notice = evidence.rows("ccm_articles", id="AR23")
    return Case(
        {"a matter of values": True},
        evidence.cites(cited, ("ccm_articles", ("AR23", "AR24"))),
        names={
            "notice_months": int(notice["number"].iloc[0]),
            "conclusions": concluded(cited[1]),
            "gates": year(views(evidence, "E14")),
        },
    )


def strengthens(evidence: Evidence) -> Case:
    """Return whether withdrawal would strengthen NATO and secure peace, by what followed exits."""
    gone = exits(evidence).dropna(subset=["left"])
    left = gone[gone["treaty"].eq(CLUSTER)].set_index("iso3")["left"]
    buying = evidence.pick("aftermath", solid=True, kind="procurement", iso3=tuple(left.index))
    gained = buying[buying["direction"].eq("supports")]
    hit = facts.strikes(evidence)
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
            "left_on": left.min() if len(left) else None,
            "months": whole_months(left.min(), last_day) if len(left) else None,
            "delivery_years": int(wait["value"].iloc[0]) if len(wait) else None,
        },
        carried_by=evidence.cites(("aftermath", gained), ("cluster_munition_use", hit)),
        mixed_by=(
            evidence.cites(("aftermath", gained)),
            evidence.cites(("cluster_munition_use", hit)),
        ),
        absent=evidence.nothing_in(
            "aftermath", "cluster_munition_use", unless=len(gained) + len(hit)
        ),
        at_most="low",
    )


def emboldens(evidence: Evidence) -> Case:
    """Return whether keeping to the treaty makes Russia bolder, by Russian attacks on allies.

    The test is that of C12. Russian words on the ban and attacks on states outside NATO are told.
    """
    said = evidence.pick("timeline", category="position", actor_iso3="RUS")
    on_ban, hit = said[said["speaks_of"].eq("convention").fillna(False)], facts.targets(evidence)
    warned = views(evidence, "E54")
    return _by_strikes(
        evidence,
        ("timeline", said),
        cited_views(warned),
        ("omissions", ("O15", "O31")),
        ("non_party_stockpilers", ("NS21",)),
        numbers={
            "statements": len(on_ban),
            "struck": len(hit),
            "parties_struck": int(hit["party"].sum()),
        },
        names={
            "names": names_in_text(evidence, hit["iso3"]),
            "holders": names_in_text(evidence, hit.loc[hit["stock"], "iso3"]),
            "conclusions": concluded(warned),
            "most_bound": bool(standing_of_allies(evidence)["bound"].mean() > 1 / 2),
        },
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
            "threats": bool(before["reaction"].eq("threatens").fillna(False).all()),
            "dismissals": int(cold.sum()),
            "message": len(sender),
        },
        carried_by=evidence.cites(("timeline", since)),
        absent=evidence.nothing_in("timeline", unless=len(since)),
        at_most="low",
    )
