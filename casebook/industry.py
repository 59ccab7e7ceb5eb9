"""Chapter "Shells and budgets": whether Europe is behind, and whether the treaty is why.

The measures behind these findings are in :mod:`casebook.industry_measures` (shells) and
:mod:`casebook.industry_money`, the charts in :mod:`casebook.industry_charts`.
"""

from __future__ import annotations

import pandas as pd

from casebook.claims import Ruling, Verdict
from casebook.dates import in_words
from casebook.evidence import Evidence, NotInEvidence, some
from casebook.industry_measures import (
    OUTPUT,
    TREATY_REASON,
    capacity,
    due_targets,
    expectations,
    heavy_output,
    kept_share,
    like_for_like,
    limits,
    out_of,
    pledge,
    rounds,
    span,
)
from casebook.industry_money import (
    SPENDING,
    compare_burden,
    dollars,
    gdp_shares,
    outlays,
)
from casebook.numbers import known
from casebook.wording import capitalised, counted, listed, percent, spelled

DEFINITIONS: dict[str, dict[str, str]] = {"spending": SPENDING, "output": OUTPUT}
"""The readings of disputed terms that this chapter knows; the first of each is the default."""

WELL_AHEAD = 1.5
"""How many times Europe's highest figure Russia's lowest must reach to count as "well ahead"."""

# number: a cell of the table, here to find its rows
_FOUR_TO_ONE = "ratio (about 4 to 1)"
"""The unit of the rows with what NATO's Secretary General said of Russian and allied output."""

KEPT = 0.9
"""The share of a pledge, delivered by its deadline, from which it no longer counts as missed."""


# --- numbers -----------------------------------------------------------------------------------


def measures(evidence: Evidence) -> dict[str, bool]:
    """Return for each measure in evidence whether it puts Russia ahead of Europe.

    ``shells``: heavy gun output of the newest year with figures on both sides (:data:`WELL_AHEAD`);
    ``heavy weapons``: the factor by which European output must rise is above 1; ``spending``:
    SIPRI's dollars of the newest year.
    """
    years, found = like_for_like(evidence), {}
    if len(years):
        found["shells"] = bool(years["ratio_low"].iloc[-1] >= WELL_AHEAD)
    factor = _indicator(evidence, "factor by which European output must rise")
    if len(factor):
        found["heavy weapons"] = bool((factor["value"] > 1).all())
    money = outlays(evidence)
    if len(money):
        last = money[money["year"].eq(money["year"].max())].set_index("who")["usd"]
        found["spending"] = bool(last["Russia"] > last["European allies"])
    return found


def _indicator(evidence: Evidence, *names: str) -> pd.DataFrame:
    """Return the rows of ``industrial_base`` with one of these indicators, none if none."""
    rows = evidence["industrial_base"]
    return rows[rows["indicator"].isin(names)]


def _figure(evidence: Evidence, row_id: str) -> pd.Series:
    """Return one row of ``artillery_production``."""
    return evidence.rows("artillery_production", id=row_id).iloc[0]


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        _ratio_numbers,
        _earlier_ratio_numbers,
        _russian_output_numbers,
        _all_calibre_numbers,
        _pledge_numbers,
        _capacity_numbers,
        _european_numbers,
        _american_numbers,
        _backlog_numbers,
        _nato_price_numbers,
        _russian_price_numbers,
        _factor_numbers,
        _statement_numbers,
        _spending_numbers,
        _share_numbers,
        _limit_numbers,
        _burden_numbers,
    )
    bars = {"well_ahead": f"{WELL_AHEAD:g}", "kept_bar": percent(KEPT)}
    return {"data_date": in_words(evidence.as_of), **bars, **known(groups, evidence)}


def _ratios(evidence: Evidence) -> pd.DataFrame:
    """Return the years with heavy gun output on both sides, or raise ``NotInEvidence``."""
    return some(like_for_like(evidence), "no year has accepted shell figures of both sides")


def _ratio_numbers(evidence: Evidence) -> dict[str, object]:
    years = _ratios(evidence)
    first, last = years.iloc[0], years.iloc[-1]
    return {
        "heavy_year": f"{last['year']:.0f}",
        "ratio_low": f"{last['ratio_low']:.1f}",
        "ratio_high": f"{last['ratio_high']:.1f}",
        "first_year": f"{first['year']:.0f}",
        "first_ratio_low": f"{first['ratio_low']:.1f}",
        "first_ratio_high": f"{first['ratio_high']:.1f}",
    }


def _earlier_ratio_numbers(evidence: Evidence) -> dict[str, object]:
    then = _ratios(evidence.at_publication()).iloc[-1]
    return {
        "ratio_low_then": f"{then['ratio_low']:.1f}",
        "ratio_high_then": f"{then['ratio_high']:.1f}",
    }


def _russian_output_numbers(evidence: Evidence) -> dict[str, object]:
    heavy = heavy_output(evidence)
    heavy = heavy[heavy["who"].eq("Russia") & heavy["year"].eq(2022)]
    heavy = some(heavy, "no figure of Russia's heavy shells of 2022 is accepted")
    return {
        "russia_2022": span(heavy["low"].min(), heavy["high"].max()),
        "russia_2023": rounds(_figure(evidence, "AP05")["value"]),
    }


def _all_calibre_numbers(evidence: Evidence) -> dict[str, object]:
    return {
        "russia_all_low": rounds(_figure(evidence, "AP01")["value"]),
        "russia_all_high": rounds(_figure(evidence, "AP25")["value"]),
    }


def _pledge_numbers(evidence: Evidence) -> dict[str, object]:
    promised = pledge(evidence)
    promised = some(promised[promised["kind"].eq("target")], "the EU's pledge is not accepted")
    return {
        "pledged": rounds(promised["value"].iloc[0]),
        "kept": percent(kept_share(evidence)),
        "delivered_january": rounds(_figure(evidence, "AP66")["value"]),
    }


def _capacity_numbers(evidence: Evidence) -> dict[str, object]:
    stated = capacity(evidence)
    officials = stated[stated["by"].eq("officials") & stated["period_start"].str[:4].eq("2024")]
    officials = some(officials, "no official's figure of the capacity of 2024 is accepted")
    return {
        "makers_capacity": rounds(_figure(evidence, "AP75")["value"]),
        "officials_capacity": span(officials["value"].min(), officials["value"].max()),
    }


def _european_numbers(evidence: Evidence) -> dict[str, object]:
    return {
        "europe_before": rounds(_figure(evidence, "AP59")["value"]),
        "europe_2025": rounds(_figure(evidence, "AP81")["value"]),
        "capacity_2025": rounds(_figure(evidence, "AP80")["value"]),
    }


def _american_numbers(evidence: Evidence) -> dict[str, object]:
    due = some(due_targets(evidence), "no US target that has come due is accepted")
    return {
        "us_due": spelled(len(due)),
        "us_missed": spelled(int((due["made"] < due["target"]).sum())),
    }


def _backlog_numbers(evidence: Evidence) -> dict[str, object]:
    backlog = evidence.by_id("industrial_base", "IB11").iloc[0]
    low, high = (spelled(int(backlog[end])) for end in ("value_low", "value_high"))
    return {"backlog": f"{low} to {high} years"}


def _nato_price_numbers(evidence: Evidence) -> dict[str, object]:
    price = evidence.by_id("industrial_base", "IB17").iloc[0]
    return {"nato_price": f"{price['value_low']:,.0f} to {price['value_high']:,.0f} dollars"}


def _russian_price_numbers(evidence: Evidence) -> dict[str, object]:
    price = evidence.by_id("industrial_base", "IB18")["value"].iloc[0]
    return {"russian_price": f"{price:,.0f}"}


def _factor_numbers(evidence: Evidence) -> dict[str, object]:
    return {"factor": f"{evidence.by_id('industrial_base', 'IB13')['value'].iloc[0]:g}"}


def _statement_numbers(evidence: Evidence) -> dict[str, object]:
    rows = evidence.rows("artillery_production", unit_stated=_FOUR_TO_ONE)
    return {"rutte_count": spelled(len(rows))}


def _spending_numbers(evidence: Evidence) -> dict[str, object]:
    money = some(outlays(evidence), "no expenditure in SIPRI's constant dollars is accepted")
    by_year = money.pivot_table(index="year", columns="who", values="usd")
    last = by_year.iloc[-1]
    return {
        "spending_year": str(by_year.index[-1]),
        "spending_ratio": f"{last['European allies'] / last['Russia']:.1f}",
    }


def _share_numbers(evidence: Evidence) -> dict[str, object]:
    last = some(gdp_shares(evidence), "no share of GDP by SIPRI is accepted").iloc[-1]
    return {
        "gdp_year": f"{last['year']:.0f}",
        "russia_gdp": f"{last['russia']:.1f}%",
        "median_gdp": f"{last['median']:.1f}%",
    }


def _limit_numbers(evidence: Evidence) -> dict[str, object]:
    found = some(limits(evidence), "no reason for the limits of output is accepted")
    return {
        "limit_rows": len(found),
        "treaty_rows": spelled(int(found["reason"].eq(TREATY_REASON).sum())),
        "former_producers": spelled(len(_indicator(evidence, "ended cluster munition production"))),
    }


def _burden_numbers(evidence: Evidence) -> dict[str, object]:
    frames = [compare_burden(evidence.narrowed(spending=d)) for d in DEFINITIONS["spending"]]
    chosen = compare_burden(evidence)
    chances, differences = ([f[key] for f in frames] for key in ("chance", "difference"))
    return {
        "outside": spelled(int(chosen["outside"])),
        "inside": int(chosen["inside"]),
        "chance_low": percent(min(chances)),
        "chance_high": percent(max(chances)),
        "difference_low": f"{min(differences):.1f}",
        "difference_high": f"{max(differences):.1f}",
        "p_highest": f"{max(f['p'] for f in frames):.4f}",
    }


# --- findings ----------------------------------------------------------------------------------


def gives_time(evidence: Evidence) -> Ruling:
    """C24: whether the treaty gives Russia time to build its industry.

    No source measures such a link, so the rule asks what one should see if it were so (see
    :func:`expectations`). Evidence for: more than half of what can be examined is seen; mixed:
    exactly half; against: less than half; untested: nothing can be examined. Confidence is held
    low because all of it is indirect.
    """
    frame = expectations(evidence).dropna(subset=["seen"])
    if frame.empty:
        raise NotInEvidence("no row on what limits Europe or drives Russia")
    seen, unseen = int(frame["seen"].sum()), frame.loc[~frame["seen"].astype(bool), "basis"]
    verdict = Verdict.EVIDENCE_FOR if 2 * seen > len(frame) else Verdict.EVIDENCE_AGAINST
    if 2 * seen == len(frame):
        verdict = Verdict.MIXED
    found = limits(evidence)
    named = int(found["reason"].eq(TREATY_REASON).sum())
    others = list(dict.fromkeys(found.loc[found["reason"].ne(TREATY_REASON), "reason"]))
    ended = _indicator(evidence, "ended cluster munition production")
    return Ruling(
        verdict,
        summary=(
            "No source found measures whether the treaty gives Russia time, so we look for its "
            f"signs: {out_of(seen, len(frame))} that can be examined is seen. "
            f"Against it: {'; '.join(unseen) or 'nothing'}. What limits Europe, by the sources: "
            f"{listed(others)}"
            + (
                f"; {counted(named, 'row')} {'names' if named == 1 else 'name'} {TREATY_REASON}. "
                if named
                else "; none names the convention. "
            )
            + "All this is indirect, so confidence is low."
        ),
        best_for=(
            f"{capitalised(counted(len(ended), 'European state'))} that once made cluster "
            "munitions have stopped"
            + (
                ", and British analysts write that buyers of submunition warheads would have to "
                "leave the convention first."
                if named
                else ". Rebuilding such a line takes time that Russia, not bound, need not spend."
            )
        ),
        best_against=(
            "The convention does not touch ordinary shells, which is what Europe ran short of, "
            "and Russia's own budget and workforce are on record as drivers of its build-up."
        ),
        would_change=(
            "A study that ties the ban to European output or Russian timing; or most allies "
            "outside the treaty building up the weapon. With half the signs seen it would be mixed."
        ),
        rests_on=(
            *(cited for row in frame["cited"] for cited in row if cited.rows),
            evidence.cite("industrial_base", ended),
            evidence.cite_rows("ccm_articles", topic="definition"),
        ),
        numbers={"examined": len(frame), "seen": seen, "naming_the_convention": named},
        at_most="low",
    )


def russia_ahead(evidence: Evidence) -> Ruling:
    """C25: whether Russia's arms industry is well ahead of Europe's.

    Shells decide, being the one product with figures on both sides. Ahead means that in the newest
    such year Russia's lowest figure is at least :data:`WELL_AHEAD` times Europe's highest.
    Contradicted: Europe's lowest is above Russia's highest. Misleading: neither. Supported: ahead,
    some other measure agrees and none differs; otherwise mostly supported.
    """
    years = like_for_like(evidence)
    if years.empty:
        raise NotInEvidence("table artillery_production has no year with output of both sides")
    last, found = years.iloc[-1], measures(evidence)
    others = {name: ahead for name, ahead in found.items() if name != "shells"}
    if last["ratio_high"] < 1:
        verdict = Verdict.CONTRADICTED
    elif not found["shells"]:
        verdict = Verdict.MISLEADING
    else:
        agreed = bool(others) and all(others.values())
        verdict = Verdict.SUPPORTED if agreed else Verdict.MOSTLY_SUPPORTED
    heavy = heavy_output(evidence)
    used = heavy[heavy["who"].isin(("Russia", "Europe")) & heavy["year"].isin(years["year"])]
    shells, money = evidence["artillery_production"], dollars(evidence)
    money = money[money["year"].eq(money["year"].max()) & money["who"].ne("United States")]
    spent = money.groupby("who")["usd_millions"].sum()
    adequate = _indicator(evidence, "adequacy of European shell and howitzer output")
    factor = _indicator(evidence, "factor by which European output must rise")
    nato = shells[shells["unit_stated"].eq(_FOUR_TO_ONE)]
    agree, differ = ([n for n, ahead in others.items() if ahead is side] for side in (True, False))
    return Ruling(
        verdict,
        summary=(
            f"For {int(last['year'])} the figures on heavy gun shells are "
            f"{span(last['russia_low'], last['russia_high'])} for Russia and "
            f"{span(last['europe_low'], last['europe_high'])} for Europe, "
            f"{last['ratio_low']:.1f} to {last['ratio_high']:.1f} times as many. "
            + (
                f"Also pointing to Russia: {listed(agree)}; pointing to Europe: {listed(differ)}. "
                if others
                else "On other arms nothing was found with figures for both sides. "
            )
            + "Most figures are outsiders' estimates, so confidence is medium at most."
        ),
        best_for=(
            (
                "In every year with figures on both sides Russia's lowest is above Europe's highest"
                if (years["ratio_low"] > 1).all()
                else "In some years with figures on both sides Russia's are the higher ones"
            )
            + (", and a study finds a gap in tanks and fighting vehicles too." if agree else ".")
            + (
                f" NATO's Secretary General has said {spelled(len(nato))} times that Russia's "
                "output of ammunition is far above the whole alliance's."
                if len(nato)
                else ""
            )
        ),
        best_against=(
            (
                f"In dollars the European allies spent "
                f"{spent['European allies'] / spent['Russia']:.1f} times as much as Russia in "
                f"{money['year'].iloc[0]}. "
                if len(money)
                else ""
            )
            + (
                "Two European institutes find shells and howitzers close to what deterrence needs."
                if len(adequate)
                else "Shells are one product, and the figures for Russia differ widely by speaker."
            )
        ),
        would_change=(
            f"Figures for one year in which Russia's lowest is under {WELL_AHEAD:g} times Europe's "
            "highest. Full support needs other measures that agree."
        ),
        rests_on=(
            evidence.cite(
                "artillery_production", pd.concat([shells[shells["id"].isin(used["id"])], nato])
            ),
            *(
                evidence.cite(table, rows)
                for table, rows in (
                    ("industrial_base", pd.concat([factor, adequate])),
                    ("milex", money.drop(columns="who")),
                )
                if len(rows)
            ),
        ),
        numbers={
            "year": int(last["year"]),
            "ratio_low": round(float(last["ratio_low"]), 2),
            "ratio_high": round(float(last["ratio_high"]), 2),
            **{f"russia_ahead_in_{k.replace(' ', '_')}": v for k, v in found.items()},
        },
        at_most="medium",
    )


def has_struggled(evidence: Evidence) -> Ruling:
    """C26: whether Europe's industry has had trouble making ordinary ammunition.

    Supported: less than :data:`KEPT` of the EU's pledge to Ukraine was delivered by its deadline,
    and some row shows trouble in production itself (backlog, delay, or makers who put capacity
    below the official figure). Mostly supported: only the pledge was missed, which is about
    deliveries. Misleading: it was missed by less. Contradicted: it was met.
    """
    rows, share = pledge(evidence), kept_share(evidence)
    target = rows[rows["kind"].eq("target")].iloc[0]
    slow = _indicator(
        evidence, "order backlog of ammunition makers", "delivery delays in European procurement"
    )
    able = capacity(evidence)
    year = able["period_start"].str[:4]
    makers = able[able["by"].eq("makers")]
    official = able[able["by"].eq("officials") & year.isin(makers["period_start"].str[:4])]
    if share >= KEPT:
        verdict = Verdict.CONTRADICTED if share >= 1 else Verdict.MISLEADING
    else:
        trouble = len(slow) + len(makers)
        verdict = Verdict.SUPPORTED if trouble else Verdict.MOSTLY_SUPPORTED
    europe = heavy_output(evidence).query("who == 'Europe'")
    newest = europe[europe["year"].eq(europe["year"].max())]
    due = due_targets(evidence)
    missed = int((due["made"] < due["target"]).sum())
    shells = evidence["artillery_production"]
    others = shells[shells["id"].isin([*europe["id"], *due["id"]])]
    return Ruling(
        verdict,
        summary=(
            f"The EU pledged {rounds(target['value'])} shells to Ukraine by "
            f"{in_words(target['period_end'])}; by its own account {percent(share)} was delivered "
            "or due by then. "
            + (
                f"In 2024 makers put capacity below {rounds(makers['value'].max())} rounds a year, "
                f"where officials gave {span(official['value'].min(), official['value'].max())}. "
                if len(makers) and len(official)
                else ""
            )
            + ("Other sources tell of order books and delays of years." if len(slow) else "")
        ).strip(),
        best_for=(
            "The EU's own chief diplomat gave the figures for the missed pledge, and its "
            "Commission those for order books full for years."
            if len(slow)
            else "The EU's own chief diplomat gave the figures for the missed pledge."
        ),
        best_against=(
            (
                f"European output rose all the same: {rounds(europe['value'].iloc[0])} rounds a "
                f"year before 2022, up to {rounds(newest['value'].max())} in "
                f"{newest['year'].iloc[0]}. "
                if len(europe) > 1
                else ""
            )
            + (
                f"And the United States, outside the treaty, missed {spelled(missed)} of "
                f"{counted(len(due), 'target')} of its own."
                if len(due)
                else "And the pledge was one of deliveries, filled from stocks, not of output."
            )
        ),
        would_change=f"A count that shows at least {percent(KEPT)} of the pledge met by its date.",
        rests_on=(
            evidence.cite(
                "artillery_production", pd.concat([rows, makers, official, others])[list(shells)]
            ),
            evidence.cite("industrial_base", slow),
        ),
        numbers={"pledged": int(target["value"]), "kept_share": round(share, 3)},
    )


RULES = {"C24": gives_time, "C25": russia_ahead, "C26": has_struggled}
