"""Findings on the future of arms control: a forecast scored, two values weighed."""

from __future__ import annotations

import pandas as pd

from casebook.arms_control_record import BEFORE, acts, bound, moves, record
from casebook.data.dates import in_words
from casebook.reasoning.claims import Ruling, Verdict
from casebook.reasoning.evidence import PUBLICATION, Cited, Evidence
from casebook.telling.wording import capitalised, counted, listed, spelled

_NAMED = 6
"""Up to how many joiners are named."""


def _cited(evidence: Evidence, frame: pd.DataFrame) -> list[Cited]:
    """Return references to the rows behind some acts."""
    return [
        evidence.cite(table, rows[rows["id"].isin(group["id"])])
        for table, group in frame.groupby("table")
        for rows in (evidence[table],)
    ]


def staying_is_pointless(evidence: Evidence) -> Ruling:
    """C21: a matter of values; the facts it turns on are counted from the status tables."""
    count = bound(evidence)
    ever = count["ccm_parties"] + count["ccm_left"]
    omitted = evidence.known("omissions", "O13", "O31", "O35")
    later = evidence.known("aftermath", "A29", "A41")
    users = later[later["id"].eq("A29")]
    destroyed, used = (bool(omitted["id"].eq(row).any()) for row in ("O13", "O31"))
    return Ruling(
        Verdict.VALUES,
        summary=(
            "It turns on whether a treaty's worth lies in treaties still to come or in what it "
            f"does now. This one has no end date, and {count['ccm_parties']} of the {ever} states "
            f"ever bound by it were in it on {in_words(evidence.as_of)};"
            f" {spelled(count['ccm_left']).replace('no', 'none')} had left."
            + (
                f" Of the {spelled(int(users['number'].iloc[0]))} states that used the weapon "
                "since it was adopted, none is a party."
                if len(users)
                else ""
            )
        ),
        best_for=(
            "A ban is worth more the more rivals may yet join it. If none will, it binds the "
            "careful and leaves the others free"
            + (", and Russia has used the weapon extensively since 2022." if used else ".")
        ),
        best_against=(
            "What a treaty already does needs no further treaty"
            + (
                ": its parties had destroyed their declared stocks by December 2023."
                if destroyed
                else "."
            )
            + " To leave for want of new treaties makes new treaties rarer."
        ),
        would_change=(
            "Not facts alone. It would matter if parties themselves came to use the weapon, or if "
            "states outside made it known that they would join once others did."
        ),
        rests_on=(
            evidence.cite("ccm_status", evidence["ccm_status"]),
            evidence.cite_rows("ccm_articles", topic="duration"),
            *evidence.cite_known("omissions", *omitted["id"]),
            *evidence.cite_known("aftermath", *later["id"]),
        ),
        numbers=count,
    )


def deals_unlikely(evidence: Evidence) -> Ruling:
    """C22: whether new arms control agreements are unlikely, scored on what came after.

    Untested: nothing has happened yet since the op-ed. Evidence for: no agreement of the table is
    new since then, and more exits and endings than joinings. Evidence against: some new agreement,
    and at least as many agreements and joinings as exits and endings. Mixed: anything between.
    What counts are dated acts; talks and opinions do not. That no new agreement is found is no
    evidence by itself, for the table is no census: it only leaves the losses unanswered. For that
    reason, and since the time is short, confidence is held at medium.
    """
    after = record(evidence, PUBLICATION, evidence.as_of)
    before = record(evidence, BEFORE, min(PUBLICATION, evidence.as_of))
    gains, losses = after["new"] + after["joined"], after["left"] + after["ended"]
    frame = acts(evidence)
    if not after["events"]:
        verdict = Verdict.UNTESTED
    elif after["new"] == 0 and losses > gains:
        verdict = Verdict.EVIDENCE_FOR
    elif after["new"] and gains >= losses:
        verdict = Verdict.EVIDENCE_AGAINST
    else:
        verdict = Verdict.MIXED
    start = PUBLICATION if after["events"] else BEFORE
    made, table = moves(evidence), evidence["arms_control"]
    made, seen = made[made["day"] > start], frame[frame["day"] > start]
    talks = table[table["event"].eq("talks_on_a_successor_agreed")]
    dim = table[table["event"].eq("assessment")]
    pair = frame[frame["kind"].eq("nuclear_bilateral")]
    pacts = pair["agreement"].nunique()
    gone = pair[pair["role"].isin(("left", "suspended", "ended"))]["agreement"].unique()
    joined = made[made["role"].eq("joined")]
    joiners = listed(map(evidence.state_in_text, dict.fromkeys(joined["iso3"])))
    return Ruling(
        verdict,
        summary=(
            f"Since the op-ed the {spelled(frame['agreement'].nunique())} agreements followed here "
            f"saw {counted(after['new'], 'new one', 'new ones')}, "
            f"{counted(after['joined'], 'state')} joining, {counted(after['left'], 'exit')} taking "
            f"effect and {counted(after['ended'], 'agreement')} coming to an end. The time is "
            "short and the list no census, so confidence is medium at most."
            if after["events"]
            else "A forecast, which nothing had tested on the day it appeared. In the decade "
            "before, the agreements followed here saw "
            f"{counted(before['new'], 'new one', 'new ones')}, {counted(before['joined'], 'act')} "
            f"of joining, {counted(before['left'], 'exit')} and "
            f"{counted(before['suspended'], 'pact')} suspended by some party."
        ),
        best_for=(
            f"Of {counted(pacts, 'nuclear pact')} between Washington and Moscow followed here, "
            f"{'all' if len(gone) == pacts else spelled(len(gone))} have been left, suspended or "
            f"ended: {listed(gone)}."
            + (" A British institute calls the prospects for new ones dim." if len(dim) else "")
        ),
        best_against=(
            (
                f"States went on joining: {joiners}."
                if len(joined) <= _NAMED
                else f"States went on joining: {listed(joined['agreement'].unique())} gained "
                f"{len(joined)} between them."
            )
            + (
                " In February 2026 talks on a successor to New START were agreed."
                if len(talks)
                else ""
            )
        ),
        would_change="A new agreement signed or adopted, or as many states joining as leaving.",
        rests_on=(
            *_cited(evidence, seen),
            *(
                evidence.cite(name, rows[rows["iso3"].isin(group["key"])])
                for name, group in made.groupby("table")
                if name.endswith("_status")
                for rows in (evidence[name],)
            ),
            *evidence.cite_known("arms_control", *talks["id"], *dim["id"]),
        ),
        numbers={f"{key}_since": value for key, value in after.items()},
        at_most="medium",
    )


def contradiction(evidence: Evidence) -> Ruling:
    """C31: a matter of concepts; the facts it turns on are cases of both kinds."""
    frame = acts(evidence)
    rivals = frame[
        frame["role"].eq("opened")
        & frame["agreement"].isin(("INF Treaty", "CFE Treaty", "New START"))
    ]
    views = evidence.known("background_facts", "BG152", "BG154", "BG155")
    doubts = evidence.known("omissions", "O23", "O25")
    later = evidence.known("aftermath", "A13", "A43")
    names = listed(f"{row['agreement']} ({row['date'][:4]})" for _, row in rivals.iterrows())
    return Ruling(
        Verdict.VALUES,
        summary=(
            "It turns on what is meant: limits that bind both rivals, or a ban that one side keeps "
            f"alone. Rivals who deterred each other signed {counted(len(rivals), 'agreement')} of "
            f"those followed here: {names}."
            + (
                " A study finds that by the end of the 1970s NATO pursued deterrence and "
                "détente together."
                if views["id"].eq("BG152").any()
                else ""
            )
        ),
        best_for=(
            "A ban without the rival gives something up and gets nothing back."
            + (
                f" {capitalised(counted(len(doubts), 'ally', 'allies'))} outside the convention "
                "said as much: Poland judged that joining would weaken its defence, and the "
                "United States spoke of a gap in capability."
                if len(doubts) == 2
                else ""
            )
        ),
        best_against=(
            "For decades states that relied on deterrence also signed limits with the very rival "
            "whom they deterred, so the two do not exclude each other by nature."
            + (
                " Stoltenberg, out of office, said in 2026 that deterrence works and that a new "
                "arms control architecture must be discussed."
                if later["id"].eq("A43").any()
                else ""
            )
        ),
        would_change=(
            "Not facts alone. Cases in which a ban kept by one side lowered deterrence in a way "
            "that can be shown would weigh for it; cases of both pursued together weigh against."
        ),
        rests_on=(
            *_cited(evidence, rivals),
            *evidence.cite_known("background_facts", *views["id"]),
            *evidence.cite_known("omissions", *doubts["id"]),
            *evidence.cite_known("aftermath", *later["id"]),
        ),
        numbers={"agreements_between_rivals": len(rivals)},
    )
