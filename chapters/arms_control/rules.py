"""Which rung each claim on arms control reaches, and on which rows."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence
from chapters.arms_control.facts import (
    ALONE,
    BEFORE,
    acts,
    agreed,
    known_to,
    moves,
    record,
    rows_of,
)
from chapters.common.states import names_in_text
from chapters.common.treaty import log_of, standing
from chapters.common.views import month, year

_BETWEEN_RIVALS = ("INF Treaty", "CFE Treaty", "New START")


def _parties_that_used(evidence: Evidence) -> list[str]:
    """Return the parties of today (iso3) that used the weapon since the convention was adopted."""
    adopted = evidence.pick("oslo_process", category="adoption")["date"].min()
    if pd.isna(adopted):
        return []
    use = evidence.pick("cluster_munition_use", solid=True, status="confirmed", user_type="state")
    used = use.loc[use["last_year"].ge(int(adopted[:4])), "user_iso3"]
    now = standing(log_of(evidence, "ccm_status"), evidence.reaches("ccm_status"))["status"]
    return sorted(set(used) & set(now.index[now.eq("state party")]))


def staying_is_pointless(evidence: Evidence) -> Case:
    """Return what the treaty does now; no fact settles what that is worth."""
    known = evidence.reaches("ccm_status")
    status = standing(log_of(evidence, "ccm_status"), known)["status"]
    parties, left = (int(status.eq(word).sum()) for word in ("state party", "left"))
    omitted = evidence.pick("omissions", "O13", "O31", "O35")
    later = evidence.pick("aftermath", "A29", "A41")
    users = later.loc[later["id"].eq("A29"), "number"]
    joined = _parties_that_used(evidence)
    upheld = evidence.pick("background_facts", "BG158")
    return Case(
        {"a matter of values": True},
        evidence.cites(
            ("ccm_status", evidence["ccm_status"]),
            ("ccm_articles", evidence.rows("ccm_articles", rule="duration")),
            ("omissions", omitted),
            ("aftermath", later),
            ("background_facts", upheld),
            ("cluster_munition_use", ("CU01", "CU02", "CU03")),  # no party among the users
        ),
        {"ccm_parties": parties, "ccm_left": left},
        {
            "known_to": known,
            "ever": parties + left,
            "users": int(users.iloc[0]) if len(users) and not joined else None,
            "destroyed": omitted["id"].eq("O13").any(),
            "used": omitted["id"].eq("O31").any(),
            "upheld": month(upheld, "date_start"),
        },
    )


def deals_unlikely(evidence: Evidence) -> Case:
    """Return how the forecast fares against what happened to the agreements since.

    Dated acts count; talks and opinions do not, nor what a state had promised alone. The table is
    no census, so that no new agreement is found is no evidence by itself: it only leaves the losses
    unanswered, and every count says "at least".
    """
    after = record(evidence, evidence.published, known_to(evidence))
    gains, losses = after["new"] + after["joined"], after["left"] + after["ended"]
    start = evidence.published if after["events"] else BEFORE
    frame, every, made = agreed(evidence), acts(evidence), moves(evidence)
    seen = every[every["day"] > start]
    joined = made[(made["day"] > start) & made["role"].eq("joined")]
    dropped = seen[seen["kind"].eq(ALONE) & seen["role"].eq("ended")]
    pacts = frame[frame["kind"].eq("nuclear_bilateral")]
    gone = pacts.loc[pacts["role"].isin(("left", "suspended", "ended")), "agreement"].unique()
    talks = evidence.pick("arms_control", event="talks_on_a_successor_agreed")
    dim = evidence.pick("arms_control", event="assessment")
    cited = rows_of(evidence, seen)
    return Case(
        {
            "untested": not after["events"],
            "evidence for": after["new"] == 0 and losses > gains,
            "evidence against": after["new"] and gains >= losses,
            "mixed": True,
        },
        evidence.cites(*cited, ("arms_control", talks), ("arms_control", dim)),
        {f"{key}_since": value for key, value in after.items()},
        {
            "before": record(evidence, BEFORE, min(evidence.published, evidence.as_of)),
            "agreements": frame["agreement"].nunique(),
            "pacts": pacts["agreement"].nunique(),
            "gone": list(gone),
            "talks": month(talks),
            "dim": len(dim),
            "joined": len(joined),
            "joiners": names_in_text(evidence, dict.fromkeys(joined["iso3"])),
            "joined_what": list(joined["agreement"].unique()),
            "alone": names_in_text(evidence, dropped["states"].explode()),
        },
        carried_by=evidence.cites(*cited),
        mixed_by=tuple(
            evidence.cites(*rows_of(evidence, seen[seen["role"].isin(roles)]))
            for roles in (("left", "ended"), ("opened", "joined"))
        ),
        absent=evidence.nothing_in("arms_control", unless=after["new"]),
        at_most="medium",  # the time is short and the list no census
    )


def contradiction(evidence: Evidence) -> Case:
    """Return cases of deterrence and arms control side by side; no fact settles the concepts."""
    frame = acts(evidence)
    rivals = frame[frame["role"].eq("opened") & frame["agreement"].isin(_BETWEEN_RIVALS)]
    views = evidence.pick("background_facts", "BG152", "BG154", "BG155", "BG157")
    leaders = views[views["id"].eq("BG157")]
    doubts = evidence.pick("omissions", "O23", "O25")
    later = evidence.pick("aftermath", "A43")
    signed = zip(rivals["agreement"], rivals["date"].str[:4], strict=True)
    return Case(
        {"a matter of values": True},
        evidence.cites(
            *rows_of(evidence, rivals),
            ("background_facts", views),
            ("omissions", doubts),
            ("aftermath", later),
        ),
        {"agreements_between_rivals": len(rivals)},
        {
            "signed": [f"{agreement} ({year})" for agreement, year in signed],
            "study": views["id"].eq("BG152").any(),
            "poland": doubts["id"].eq("O23").any(),
            "gap": doubts["id"].eq("O25").any(),
            "stoltenberg": year(later),
            "leaders": month(leaders, "date_start"),
        },
    )


RULES = {"C21": staying_is_pointless, "C22": deals_unlikely, "C31": contradiction}
