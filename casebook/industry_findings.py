"""Findings of the chapter "Shells and budgets": C24, C25 and C26.

The measures behind them are in :mod:`casebook.industry_measures` (shells) and
:mod:`casebook.industry_money`.
"""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words
from casebook.industry_measures import (
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
    dollars,
    outlays,
)
from casebook.reasoning.claims import Ruling, Verdict, balance
from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.telling.wording import capitalised, counted, listed, percent, spelled

WELL_AHEAD = 1.5
"""How many times Europe's highest figure Russia's lowest must reach to count as "well ahead"."""

FOUR_TO_ONE = 4
"""Russian output as a multiple of all NATO's, as NATO's Secretary General put it."""

KEPT = 0.9
"""The share of a pledge, delivered by its deadline, from which it no longer counts as missed."""


def measured(evidence: Evidence, *names: str) -> pd.DataFrame:
    """Return the rows of ``industrial_base`` that measure one of these, none if none."""
    rows = evidence["industrial_base"]
    return rows[rows["measure"].isin(names)]


def measures(evidence: Evidence) -> dict[str, bool]:
    """Return for each measure in evidence whether it puts Russia ahead of Europe.

    ``shells``: heavy gun output of the newest year with figures on both sides (:data:`WELL_AHEAD`);
    ``heavy weapons``: the factor by which European output must rise is above 1; ``spending``:
    SIPRI's dollars of the newest year.
    """
    years, found = like_for_like(evidence), {}
    if len(years):
        found["shells"] = bool(years["ratio_low"].iloc[-1] >= WELL_AHEAD)
    factor = measured(evidence, "rise_needed")
    if len(factor):
        found["heavy weapons"] = bool((factor["value"] > 1).all())
    money = outlays(evidence)
    if len(money):
        last = money[money["year"].eq(money["year"].max())].set_index("who")["usd"]
        found["spending"] = bool(last["Russia"] > last["European allies"])
    return found


def gives_time(evidence: Evidence) -> Ruling:
    """C24: whether the treaty gives Russia time to build its industry.

    No source measures such a link, so the rule asks what one should see if it were so (see
    :func:`expectations`) and counts the signs that can be measured: evidence for if all are seen,
    against if none is, mixed if some are, untested if none can be examined. What experts write of
    the convention is told beside them and decides nothing. Confidence is held low because all of it
    is indirect.
    """
    frame = expectations(evidence)
    tested = frame[frame["measured"]].dropna(subset=["seen"])
    if tested.empty:
        raise NotInEvidence("nothing on what drives Russia's output or limits Europe's is accepted")
    seen = int(tested["seen"].sum())
    found = limits(evidence)
    named = int(found["reason"].eq(TREATY_REASON).sum())
    others = list(dict.fromkeys(found.loc[found["reason"].ne(TREATY_REASON), "reason"]))
    ended = measured(evidence, "production_ended")
    return Ruling(
        balance(seen, len(tested) - seen),
        summary=(
            "No source found measures the link, so we look for signs of it. Of those that can be "
            f"measured {out_of(seen, len(tested))} {'are' if seen > 1 else 'is'} seen: "
            f"{'; '.join(tested['basis'])}. "
            "All this is indirect, so confidence is low."
        ),
        best_for=(
            f"{capitalised(counted(len(ended), 'European state'))} that once made cluster "
            "munitions had stopped"
            + (
                ", and British analysts write that buyers of submunition warheads would have to "
                "leave the convention first."
                if named
                else ". Rebuilding such a line takes time that Russia, not bound, need not spend."
            )
        ),
        best_against=(
            "The convention does not touch ordinary shells, which is what Europe ran short of"
            + (f"; for these the sources name {listed(others)}." if others else ".")
        ),
        would_change=(
            "A study that ties the ban to European output or Russian timing; or most allies "
            "outside the treaty building up the weapon. With some of the signs seen it would be "
            "mixed."
        ),
        rests_on=(
            *(cited for row in frame["cited"] for cited in row if cited.rows),
            *(evidence.cite("industrial_base", rows) for rows in (ended,) if len(rows)),
            evidence.cite_rows("ccm_articles", rule="definition"),
        ),
        numbers={"examined": len(tested), "seen": seen, "naming_the_convention": named},
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
    adequate = measured(evidence, "output_adequacy")
    factor = measured(evidence, "rise_needed")
    nato = shells[shells["times_nato"].eq(FOUR_TO_ONE).fillna(False)]
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
    slow = measured(evidence, "order_backlog", "delivery_delay")
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
            "or expected by then. "
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
                f"And the United States, outside the treaty, missed {spelled(missed)} of its own "
                f"{counted(len(due), 'target')}."
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
