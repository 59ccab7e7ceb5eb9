"""Chapter "A divided NATO?": who among the allies is bound, and whether that splits them.

What is measured stands in ``nato_divide_members``, ``nato_divide_threat``, ``nato_divide_votes``
and ``nato_divide_record``; the findings in ``nato_divide_stance`` (positions),
``nato_divide_camps`` (who is bound and why), ``nato_divide_rift`` (harm) and
``nato_divide_trend`` (where it goes); the charts in ``nato_divide_charts`` and the modules whose
names end in ``_chart``.
"""

from __future__ import annotations

from casebook.data.dates import in_words
from casebook.nato_divide_camps import (
    eastern_need,
    more_direct_threat,
    refused,
    western_bound,
)
from casebook.nato_divide_members import (
    NAMED,
    allied_status,
    camp_changes,
    names,
    points,
    signed_in_2008,
)
from casebook.nato_divide_record import supporters
from casebook.nato_divide_rift import bifurcated, rift, strategic_liability
from casebook.nato_divide_stance import (
    nato_embraced,
    nato_stance,
    recent_support,
    scattered,
    take_a_stand,
)
from casebook.nato_divide_threat import (
    DEFINITIONS,
    bound_in,
    compared,
    group,
    groups,
    specifications,
    western,
)
from casebook.nato_divide_trend import growing, would_unify
from casebook.nato_divide_votes import cohesion, votes
from casebook.reasoning.claims import Rule
from casebook.reasoning.evidence import PUBLICATION, Evidence, some
from casebook.reasoning.numbers import known
from casebook.telling.wording import counted, listed, percent, spelled

__all__ = ["DEFINITIONS", "RULES", "numbers"]

RULES: dict[str, Rule] = {
    "C02": nato_stance,
    "C04": nato_embraced,
    "C16": strategic_liability,
    "C40": more_direct_threat,
    "C41": refused,
    "C42": bifurcated,
    "C56": growing,
    "C57": eastern_need,
    "C58": western_bound,
    "C59": rift,
    "C63": scattered,
    "C75": would_unify,
    "C77": recent_support,
    "C79": take_a_stand,
}


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        _camp_numbers,
        _threat_numbers,
        _vote_numbers,
        _parliament_numbers,
        _cost_numbers,
        _objection_numbers,
    )
    return {"data_date": in_words(evidence.as_of), **known(groups, evidence)}


def _camp_numbers(now: Evidence) -> dict[str, object]:
    then = now.at_publication()
    before, status = allied_status(then), allied_status(now)
    out_then, out_now = before.index[~before["bound"]], status.index[~status["bound"]]
    changes = camp_changes(now)
    moved = changes[changes["act"].eq("changed camp")]
    arrivals = changes[changes["act"].eq("joined NATO")]
    signed, founders = signed_in_2008(now)
    eastern, _ = group(then, "eastern")
    east_result, (east_out, east, *_) = compared(then, eastern)
    west = western(then)
    return {
        "allies": len(status),
        "bound_then": int(before["bound"].sum()),
        "bound_now": int(status["bound"].sum()),
        "outside_then": spelled(len(out_then)),
        "named": spelled(len(NAMED)),
        "unnamed_names": listed(names(now, out_then.difference(NAMED))),
        "east": spelled(east),
        "east_bound": spelled(east - east_out),
        "east_points": points(east_result.difference),
        "east_span": f"{points(east_result.low)} to {points(east_result.high)}",
        "east_need": spelled(len(supporters(then).index.intersection(eastern.index[eastern]))),
        "west": len(west),
        "west_bound": int(west["bound"].sum()),
        "west_outside": listed(names(now, west.index[~west["bound"]])),
        "signed_2008": signed,
        "allies_2008": founders,
        "unsigned_2008": spelled(founders - signed),
        "share_out_start": percent(1 - signed / founders),
        "share_out_then": percent(len(out_then) / len(before)),
        "share_out_now": percent(len(out_now) / len(status)),
        "moved": spelled(len(moved)),
        "moved_in": listed(names(now, moved.loc[moved["inside"], "iso3"])),
        "moved_out": listed(names(now, moved.loc[~moved["inside"], "iso3"])),
        "arrived": spelled(len(arrivals)),
        "arrived_outside": listed(names(now, arrivals.loc[~arrivals["inside"], "iso3"])),
    }


def _threat_numbers(now: Evidence) -> dict[str, object]:
    then = now.at_publication()
    members, _ = group(now, "threatened")
    result = {"then": compared(then, members), "now": compared(now, members)}
    labels, curve = DEFINITIONS["threatened"], specifications(now)
    early = curve["day"].eq(PUBLICATION.isoformat())
    clear = curve["clear"] & (curve["difference"] > 0)
    shared: dict[str, object] = {
        "border_states": spelled(result["now"][1][1]),
        "codings": len(labels),
        "specs": len(curve),
        "specs_positive": int((curve["difference"] > 0).sum()),
        "specs_clear": int(clear.sum()),
        "spending_missing": counted(int(groups(now)["spending"].isna().sum()), "ally", "allies"),
        "specs_day": int(early.sum()),
        "clear_then": int(clear[early].sum()),
        "clear_now": int(clear[~early].sum()),
        "smallest": points(curve["difference"].iloc[0]),
        "smallest_coding": labels[curve["definition"].iloc[0]],
        "largest": points(curve["difference"].iloc[-1]),
        "largest_coding": labels[curve["definition"].iloc[-1]],
    }
    for day, (shares, counts) in result.items():
        shared |= {
            f"border_outside_{day}": spelled(counts[0]),
            f"border_bound_{day}": listed(
                names(now, bound_in(then if day == "then" else now, members))
            ),
            f"border_share_{day}": percent(shares.first_share),
            f"rest_share_{day}": percent(shares.second_share),
            f"border_points_{day}": points(shares.difference),
            f"border_span_{day}": f"{points(shares.low)} to {points(shares.high)}",
            f"border_odds_{day}": f"{shares.odds_ratio:.0f}",
            f"border_p_{day}": f"{shares.p_value:.3f}",
        }
    return shared


def _vote_numbers(evidence: Evidence) -> dict[str, object]:
    rows = some(votes(evidence), "no vote of states in the General Assembly is accepted")
    roll = cohesion(evidence)
    best = roll.loc[roll["agreement"].idxmax()]
    allied = rows[rows["ally"].astype(bool)].pivot_table(
        index="iso3", columns="year", values="vote", aggfunc="first"
    )
    first, last = allied[allied.columns[0]], allied[allied.columns[-1]]
    turned = last[first.notna() & last.notna() & first.ne(last)]
    ends = {"first": roll.iloc[0], "last": roll.iloc[-1]}
    return {
        "turned": spelled(len(turned)),
        "turned_abstain": listed(names(evidence, turned.index[turned.eq("abstain")])),
        "turned_against": listed(names(evidence, turned.index[turned.eq("no")])),
        "best_year": f"{best['year']:.0f}",
        "best_agreement": f"{best['agreement']:.3f}",
        "others_yes": percent(roll["others_yes"].iloc[-1]),
        **{f"vote_year_{end}": f"{row['year']:.0f}" for end, row in ends.items()},
        **{f"yes_{end}": int(row["yes"]) for end, row in ends.items()},
        **{f"voting_{end}": int(row["allies"]) for end, row in ends.items()},
        **{f"agreement_{end}": f"{row['agreement']:.3f}" for end, row in ends.items()},
    }


def _parliament_numbers(evidence: Evidence) -> dict[str, object]:
    vote = evidence.by_id("seimas_votes", "SV06").iloc[0]
    return {
        "seimas_for": int(vote["votes_for"]),
        "seimas_members": int(vote["members_total"]),
    }


def _cost_numbers(evidence: Evidence) -> dict[str, object]:
    cost = evidence.by_id("political_facts", "P103")["number"].iloc[0]
    return {"finland_cost": f"{cost / 1e9:.1f} billion"}


def _objection_numbers(evidence: Evidence) -> dict[str, object]:
    return {"objectors": int(evidence.by_id("oslo_process", "OP38")["number"].iloc[0])}
