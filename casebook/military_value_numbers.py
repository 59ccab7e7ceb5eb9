"""Chapter on military value: the numbers of its prose."""

from __future__ import annotations

from casebook.data.dates import in_words, latest_day
from casebook.failure_rates_record import own_troops
from casebook.military_value_record import (
    SEEN_IN_UKRAINE,
    approval,
    causes,
    evidence_map,
    fall,
    lethality,
    links,
    sided,
    views,
)
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.reasoning.numbers import known
from casebook.telling.wording import counted, how_many, percent, spelled


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        _view_numbers,
        _vietnam_numbers,
        _leaked_numbers,
        _rice_numbers,
        _city_numbers,
        _approval_numbers,
        _letter_numbers,
        _transfer_numbers,
        _dead_numbers,
        _commander_numbers,
        _own_troops_numbers,
        _drone_numbers,
        _contract_numbers,
        _objector_numbers,
    )
    return {"data_date": in_words(evidence.as_of), **known(groups, evidence)}


def _figures(evidence: Evidence, *ids: str) -> list[tuple[float, float]]:
    """Return the figures, low and high, of these rows of ``effectiveness_claims``."""
    rows = [evidence.rows("effectiveness_claims", claim_id=row_id).iloc[0] for row_id in ids]
    return [(float(row["figure_low"]), float(row["figure_high"])) for row in rows]


def _view_numbers(evidence: Evidence) -> dict[str, object]:
    record = some(evidence_map(evidence), "no view on the weapon's effect is accepted")
    seen_for, seen_against = sided(views(evidence, *SEEN_IN_UKRAINE))
    return {
        "views": len(record),
        "views_for": int(record["direction"].eq("supports").sum()),
        "views_against": int(record["direction"].eq("questions").sum()),
        "seen_for": spelled(len(seen_for)),
        "seen_against": spelled(len(seen_against)),
    }


def _vietnam_numbers(evidence: Evidence) -> dict[str, object]:
    row = evidence.rows("effectiveness_claims", claim_id="E01")
    return {
        "vietnam_he": f"{row['rounds_high_explosive'].iloc[0]:g}",
        "vietnam_cluster": f"{row['rounds_cluster'].iloc[0]:g}",
        "vietnam_ratio": f"{row['figure_low'].iloc[0]:g}",
    }


def _leaked_numbers(evidence: Evidence) -> dict[str, object]:
    ((low, _),) = _figures(evidence, "E02")
    return {"leaked_ratio": f"{low:g}"}


def _rice_numbers(evidence: Evidence) -> dict[str, object]:
    ratios = lethality(evidence).set_index("id")
    if not {"E03", "E04"} <= set(ratios.index):
        raise NotInEvidence("table effectiveness_claims has no accepted rows E03 and E04")
    return {
        "rice_low": f"{ratios.loc['E04', 'low']:g}",
        "rice_high": f"{ratios.loc['E03', 'high']:g}",
    }


def _city_numbers(evidence: Evidence) -> dict[str, object]:
    fell, approved = latest_day(fall(evidence)["date"]), latest_day(approval(evidence)["date"])
    found = links(evidence)
    met = int(found["status"].eq("met").sum())
    return {
        "fell": in_words(fell),
        "days_after_fall": (approved - fell).days,
        "links": spelled(len(found)),
        "links_met": how_many(met),
    }


def _approval_numbers(evidence: Evidence) -> dict[str, object]:
    approved = latest_day(approval(evidence)["date"])
    invasion = latest_day(evidence.by_id("timeline", "TL01")["date"].iloc[0])
    return {"approved": in_words(approved), "days_of_war": (approved - invasion).days}


def _letter_numbers(evidence: Evidence) -> dict[str, object]:
    approved = latest_day(approval(evidence)["date"])
    letter = latest_day(evidence.by_id("timeline", "TL14")["date"].iloc[0])
    return {"days_from_letter": (approved - letter).days}


def _transfer_numbers(evidence: Evidence) -> dict[str, object]:
    then, now = (
        seen.rows("transfer_summaries", supplier_iso3="USA")["announcements"].max()
        for seen in (evidence.at_publication(), evidence)
    )
    return {"transfers_then": int(then), "transfers_now": int(now)}


def _dead_numbers(evidence: Evidence) -> dict[str, object]:
    return {"wagner_dead": f"{evidence.by_id('bakhmut', 'BK12')['value'].iloc[0]:,.0f}"}


def _commander_numbers(evidence: Evidence) -> dict[str, object]:
    ((number, _),) = _figures(evidence, "E32")
    return {"retired_commanders": spelled(int(number))}


def _own_troops_numbers(evidence: Evidence) -> dict[str, object]:
    own = own_troops(evidence)
    return {
        "killed_1991": own["killed_1991"],
        "wounded_1991": own["wounded_1991"],
        "killed_2003": spelled(own["killed_2003"]),
    }


def _drone_numbers(evidence: Evidence) -> dict[str, object]:
    ((share, _),) = _figures(evidence, "E45")
    return {"drone_share": percent(share)}


def _contract_numbers(evidence: Evidence) -> dict[str, object]:
    return {"contract": f"{evidence.by_id('aftermath', 'A35')['number'].iloc[0]:,.0f}"}


def _objector_numbers(evidence: Evidence) -> dict[str, object]:
    reasons = causes(evidence)
    allied = reasons[reasons["cause"].eq("allies") & ~reasons["account"]]
    return {"objectors": counted(int(allied["iso3"].nunique()), "ally", "allies")}
