"""Chapter "Leaving": what Lithuania did, what Article 20 says, and who followed."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.claims import Ruling, Verdict
from casebook.dates import earliest_day, in_words, latest_day
from casebook.evidence import PUBLICATION, Cited, Evidence, NotInEvidence, some
from casebook.numbers import known
from casebook.treaty import CONSENT, allies, events, laws_to_leave, standing, status_of
from casebook.wording import capitalised, counted, listed, percent, spelled

DEFINITIONS: dict[str, dict[str, str]] = {
    "acts_counted": {
        "vote": "A state is withdrawing once its parliament has passed the law to leave",
        "notice": "A state is withdrawing once the depositary has its notice",
        "effect": "A state is withdrawing only when it has left",
    },
    "gain_counted": {
        "acquired": "Leaving strengthens a defence once the weapons are bought or ordered",
        "permitted": "The freedom to buy, train and host counts as strength in itself",
    },
}
"""Readings of disputed terms; the first of each is used unless the evidence names another."""

CLUSTER, MINES = "Cluster munitions", "Anti-personnel mines"
STATUS_TABLES = {CLUSTER: "ccm_status", MINES: "apmbc_status"}

_TWO_THIRDS = 2 / 3
"""The share of all members from which a vote counts here as decisive."""

_MONTHS_A_YEAR = 12


# --- numbers -----------------------------------------------------------------------------------


def _reading(evidence: Evidence, term: str) -> str:
    """Return the reading of a term in force here (see :data:`DEFINITIONS`)."""
    return evidence.definitions.get(term, next(iter(DEFINITIONS[term])))


def _found(evidence: Evidence, table: str, *ids: str) -> tuple[Cited, ...]:
    """Return a reference to the rows with these ids as far as they are accepted; none if none."""
    rows = evidence[table]
    rows = rows[rows["id"].isin(ids)]
    return (evidence.cite(table, rows),) if len(rows) else ()


def whole_months(start: str, end: str) -> int:
    """Return the whole months from one partial date (its first day) to another (its last)."""
    first, last = earliest_day(start), latest_day(end)
    months = (last.year - first.year) * _MONTHS_A_YEAR + last.month - first.month
    return months - (last.day < first.day)


def vote_reports(evidence: Evidence) -> pd.DataFrame:
    """Return the reports of both votes, a row each: the first vote's reports, then the final's.

    Columns: ``id``, ``date``, ``stage``, ``reporter``, ``votes_for``, ``votes_against``,
    ``votes_abstaining`` (members; missing where the report does not give it), ``members`` and
    ``needed`` (of the whole parliament, from whichever report states it).

    Raises
    ------
    NotInEvidence
        If no report of the final vote is accepted.
    """
    evidence.rows("seimas_votes", stage="final")
    table = evidence["seimas_votes"]
    counts = table[table["stage"].notna()]
    columns = [
        *("id", "date", "stage", "reporter"),
        *("votes_for", "votes_against", "votes_abstaining"),
    ]
    return counts[columns].assign(
        members=table["members_total"].max(), needed=table["votes_needed"].max()
    )


def treaty_log(evidence: Evidence, treaty: str) -> pd.DataFrame:
    """Return the acts under one of the two treaties up to the evidence's date."""
    return events(evidence[STATUS_TABLES[treaty]], evidence.as_of)


def exits(evidence: Evidence) -> pd.DataFrame:
    """Return every state that gave notice under either treaty.

    Columns: ``treaty``, ``iso3``, ``notified``, ``left`` (ISO days; missing if not yet left),
    ``ally`` (whether a member of NATO on the evidence's date).
    """
    nato, parts = allies(evidence["nato_members"], evidence.as_of), []
    for treaty in STATUS_TABLES:
        acts = treaty_log(evidence, treaty).set_index("iso3")
        notified = acts.loc[acts["event"].eq("gave notice of withdrawal"), "date"]
        left = acts.loc[acts["event"].eq("left"), "date"]
        parts.append(
            pd.DataFrame({"notified": notified, "left": left})
            .rename_axis("iso3")
            .reset_index()
            .assign(treaty=treaty)
        )
    frame = pd.concat(parts, ignore_index=True)
    return frame.assign(ally=frame["iso3"].isin(nato)).sort_values(
        ["treaty", "notified", "iso3"], ignore_index=True
    )


def border_allies(evidence: Evidence) -> list[str]:
    """Return the NATO members with a land border with Russia (iso3), Kaliningrad included."""
    places = evidence["geography"]
    on_border = places.loc[places["land_border_with_russia"].fillna(False), "iso3"]
    return [s for s in allies(evidence["nato_members"], evidence.as_of) if s in set(on_border)]


def allied_parties(evidence: Evidence, treaty: str, on: date) -> list[str]:
    """Return the allies of a day that were parties to a treaty on it (iso3)."""
    nato = pd.Series(allies(evidence["nato_members"], on))
    bound = status_of(nato, treaty_log(evidence, treaty), on).eq("state party")
    return list(nato[bound])


def ever_bound(evidence: Evidence, states: list[str], treaty: str) -> list[str]:
    """Return which of the states ever consented to a treaty by the evidence's date."""
    log = treaty_log(evidence, treaty)
    consented = set(log.loc[log["event"].isin(CONSENT), "iso3"])
    return [state for state in states if state in consented]


def acting_allies(evidence: Evidence) -> list[str]:
    """Return the allies that were leaving the cluster convention by the evidence's date (iso3).

    What counts as leaving follows the definition ``acts_counted``. Notices and exits are read from
    the depositary's list, which is complete; laws to leave from ``arms_control``, which is not.

    Raises
    ------
    NotInEvidence
        If votes count but no law to leave and no notice is accepted here.
    """
    reading = _reading(evidence, "acts_counted")
    gone = exits(evidence)
    gone = gone[gone["treaty"].eq(CLUSTER) & gone["ally"]]
    if reading == "effect":
        gone = gone[gone["left"].notna()]
    acting = set(gone["iso3"])
    if reading == "vote":
        nato = allies(evidence["nato_members"], evidence.as_of)
        laws = laws_to_leave(evidence["arms_control"])
        if not acting:
            some(laws, "no law to leave the convention is accepted and no notice was given")
        acting |= set(laws["actor_iso3"]) & set(nato)
    return sorted(acting)


def purchases(evidence: Evidence) -> pd.DataFrame:
    """Return the reports on what Lithuania bought (``aftermath``), by date."""
    rows = evidence["aftermath"]
    mine = rows["kind"].eq("procurement") & rows["iso3"].eq("LTU")
    on_claim = rows["bears_on_claims"].str.split().map(lambda ids: "C53" in ids).astype(bool)
    return by_date(rows[mine & on_claim])


def by_date(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows sorted by the first day that their date can mean."""
    return rows.loc[rows["date"].map(earliest_day).sort_values(kind="stable").index]


def _parties(evidence: Evidence, on: date) -> int:
    """Return the number of parties to the cluster convention on a day."""
    return int(standing(treaty_log(evidence, CLUSTER), on)["status"].eq("state party").sum())


def _one_or_range(values: pd.Series) -> str:
    """Return the distinct values of conflicting reports in words: ``none or one``."""
    distinct = sorted({int(value) for value in values.dropna()})
    words = ["none" if value == 0 else spelled(value) for value in distinct]
    return " or ".join(words) or "a number not given"


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (
        _vote_numbers,
        _suggestion_numbers,
        _exit_numbers,
        _notice_numbers,
        _mine_ban_numbers,
        _party_numbers,
        _objection_numbers,
        _purchase_numbers,
    )
    return {"data_date": in_words(evidence.as_of), **known(groups, evidence)}


def _final_vote(evidence: Evidence) -> pd.DataFrame:
    """Return the reports of the final vote (see :func:`vote_reports`)."""
    votes = vote_reports(evidence)
    return votes[votes["stage"].eq("final")]


def _exits_of_allies(evidence: Evidence, treaty: str) -> pd.DataFrame:
    """Return the allies that gave notice under a treaty (see :func:`exits`).

    Raises
    ------
    NotInEvidence
        If none had by the evidence's date.
    """
    gone = exits(evidence)
    return some(gone[gone["treaty"].eq(treaty) & gone["ally"]], f"no ally had left the {treaty}")


def _vote_numbers(evidence: Evidence) -> dict[str, object]:
    final = _final_vote(evidence)
    members, needed = int(final["members"].iloc[0]), int(final["needed"].iloc[0])
    ayes = int(final["votes_for"].min())
    return {
        "ayes": ayes,
        "members": members,
        "needed": needed,
        "spare": ayes - needed,
        "aye_share": percent(ayes / members),
        "against": _one_or_range(final["votes_against"]),
        "abstaining": _one_or_range(final["votes_abstaining"]),
    }


def _suggestion_numbers(evidence: Evidence) -> dict[str, object]:
    suggested = evidence.by_id("political_facts", "P060")["date_start"].iloc[0]
    voted = _final_vote(evidence)["date"].iloc[0]
    return {"suggestion_to_vote": spelled(whole_months(suggested, voted))}


def _exit_numbers(evidence: Evidence) -> dict[str, object]:
    gone = _exits_of_allies(evidence, CLUSTER)
    lithuania = gone[gone["iso3"].eq("LTU")].iloc[0]
    return {
        "cluster_exits": spelled(len(gone)),
        "notified": in_words(lithuania["notified"]),
        "left": in_words(lithuania["left"]),
    }


def _notice_numbers(evidence: Evidence) -> dict[str, object]:
    notice = evidence.rows("ccm_articles", topic="withdrawal: notice period (months)")
    return {"notice_months": spelled(int(notice["number"].iloc[0]))}


def _mine_ban_numbers(evidence: Evidence) -> dict[str, object]:
    gone = _exits_of_allies(evidence, MINES)
    border = border_allies(evidence)
    before = date.fromisoformat(gone["notified"].min())
    return {
        "mine_exits": spelled(len(gone)),
        "mine_names": listed(sorted(gone["iso3"].map(evidence.state_name))),
        "mine_exits_border": spelled(int(gone["iso3"].isin(border).sum())),
        "mine_exits_never_cluster": spelled(
            len(gone) - len(ever_bound(evidence, list(gone["iso3"]), CLUSTER))
        ),
        "mine_parties_then": len(allied_parties(evidence, MINES, before)),
        "mine_parties_now": len(allied_parties(evidence, MINES, evidence.as_of)),
    }


def _party_numbers(evidence: Evidence) -> dict[str, object]:
    border = border_allies(evidence)
    log = treaty_log(evidence, CLUSTER)
    joined = log[log["event"].isin(CONSENT)].set_index("iso3")["date"]
    return {
        "list_date": in_words(evidence["ccm_status"]["as_of"].max()),
        "border": spelled(len(border)),
        "border_cluster": spelled(len(ever_bound(evidence, border, CLUSTER))),
        "border_mines": spelled(len(ever_bound(evidence, border, MINES))),
        "parties_then": len(allied_parties(evidence, CLUSTER, PUBLICATION)),
        "parties_now": len(allied_parties(evidence, CLUSTER, evidence.as_of)),
        "world_then": _parties(evidence, PUBLICATION),
        "world_now": _parties(evidence, evidence.as_of),
        "newest": evidence.state_name(joined.index[-1]),
        "newest_date": in_words(joined.iloc[-1]),
    }


def _objection_numbers(evidence: Evidence) -> dict[str, object]:
    return {"objectors": int(evidence.by_id("oslo_process", "OP38")["number"].iloc[0])}


def _purchase_numbers(evidence: Evidence) -> dict[str, object]:
    left = _exits_of_allies(evidence, CLUSTER).set_index("iso3")["left"]["LTU"]
    bought = some(purchases(evidence), "no report on Lithuania's purchases is accepted")
    last = bought["date"].iloc[-1]
    return {
        "last_purchase": in_words(last),
        "months_silent": spelled(whole_months(last, evidence.as_of.isoformat())),
        "months_out": spelled(whole_months(left, last)),
    }


# --- findings ----------------------------------------------------------------------------------


def some_members(evidence: Evidence) -> Ruling:
    """C52: were several members withdrawing? Judged by the number of allies that had acted.

    Criterion: two or more allies make the plural right (supported); one leaves something true with
    a wrong picture (misleading); none contradicts it. The evidence's date decides, so an ally that
    acted later would make the sentence right with hindsight. What counts as an act is the
    definition ``acts_counted``; the widest, a vote, is used unless another is asked for.
    """
    acting = acting_allies(evidence)
    verdict = (
        Verdict.SUPPORTED
        if len(acting) > 1
        else Verdict.MISLEADING
        if acting
        else Verdict.CONTRADICTED
    )
    reading = _reading(evidence, "acts_counted")
    act = {
        "vote": "passed a law to leave or given notice",
        "notice": "given notice of leaving",
        "effect": "left",
    }[reading]
    names = [evidence.state_name(iso3) for iso3 in acting]
    parties = [s for s in allied_parties(evidence, CLUSTER, evidence.as_of) if s not in acting]
    border = border_allies(evidence)
    inside = ever_bound(evidence, border, CLUSTER)
    first = evidence["omissions"]
    first = first[first["id"].eq("O36")]
    laws = evidence["arms_control"]
    laws = laws[
        laws["agreement"].eq("Convention on Cluster Munitions")
        & laws["event"].str.startswith("withdraw")
    ]
    listed_on = evidence["ccm_status"]["as_of"].max()
    return Ruling(
        verdict,
        summary=(
            f"By {in_words(evidence.as_of)} {counted(len(acting), 'NATO member')} had {act}"
            + (f": {listed(names)}. " if names else ". ")
            + f"{capitalised(counted(len(parties), 'other ally', 'other allies'))} in the treaty "
            "had not, as far as the records show"
            + (
                f" (the depositary's list is of {in_words(listed_on)})."
                if listed_on < evidence.as_of.isoformat()
                else "."
            )
            + " Two or more would make the plural right."
        ),
        best_for=(
            f"The case it names is real. Only {spelled(len(inside))} of the "
            f"{spelled(len(border))} members on Russia's border were ever in the treaty, so few of "
            "those most exposed had anything to leave."
        ),
        best_against=(
            f"“Some member states” is a plural. Of {len(parties) + len(acting)} allies in the "
            f"treaty, {spelled(len(acting))} had acted."
            + (
                " Campaigners called Lithuania the first country to leave a treaty of this kind."
                if len(first)
                else ""
            )
        ),
        would_change="A second ally's law to leave, or its notice on the depositary's list.",
        rests_on=(
            evidence.cite("ccm_status", evidence["ccm_status"]),
            *((evidence.cite("arms_control", laws),) if len(laws) else ()),
            *_found(evidence, "omissions", "O36"),
            *_found(evidence, "aftermath", "A01", "A08", "A49"),
        ),
        numbers={
            "acting_allies": len(acting),
            "other_parties": len(parties),
            "border_allies": len(border),
            "border_allies_ever_bound": len(inside),
        },
    )


def bolstered(evidence: Evidence) -> Ruling:
    """C53: did leaving strengthen the state that left? Judged by what it acquired.

    Criterion: for, if a report of the time after the exit says that cluster munitions were bought
    or ordered; untested until then. That none are reported is no evidence against: an order may
    still come. (The claims table had named none acquired by late 2025 as a refutation. As with C20,
    so short a time is not taken as a test.) Under ``gain_counted="permitted"`` the freedom to buy,
    train and host is the gain, so an exit in effect is evidence for.
    """
    gone = exits(evidence)
    gone = gone[gone["treaty"].eq(CLUSTER) & gone["iso3"].eq("LTU")]
    in_effect = bool(gone["left"].notna().any())
    bought = purchases(evidence)
    if in_effect:
        since = earliest_day(gone["left"].iloc[0])
        bought = bought[bought["date"].map(earliest_day) >= since]
    for_it = bought[bought["direction"].eq("supports")]
    permitted = _reading(evidence, "gain_counted") == "permitted"
    gained = in_effect and (permitted or len(for_it) > 0)
    return Ruling(
        Verdict.EVIDENCE_FOR if gained else Verdict.UNTESTED,
        summary=_bolstered_summary(evidence, gone, bought),
        best_for=(
            "Officials named a concrete hindrance: a party can neither buy the weapon nor train "
            "with it, nor let allies bring it in. Leaving removes that, and Article 20 gives a "
            "reason to do it in peacetime."
        ),
        best_against=(
            "The freedom to buy is not the weapon. "
            + (
                f"Of {counted(len(bought), 'report')} on purchases after the exit, none tells of "
                "one bought or ordered."
                if len(bought) and for_it.empty
                else "Critics say that Ukraine's own large stock did not deter Russia."
            )
        ),
        would_change=(
            "A contract or delivery of cluster munitions to Lithuania, or an official account of "
            "allied weapons or training brought in since the exit."
        ),
        rests_on=(
            evidence.cite_rows("ccm_status", iso3="LTU"),
            *((evidence.cite("aftermath", bought),) if in_effect and len(bought) else ()),
            *_found(evidence, "aftermath", "A08"),
            *_found(evidence, "omissions", "O15", "O40", "O41"),
            *_found(evidence, "political_facts", "P080", "P082", "P084"),
        ),
        numbers={
            "reports_on_purchases": len(bought),
            "reports_for": len(for_it),
        },
        at_most="low",
    )


def _bolstered_summary(evidence: Evidence, gone: pd.DataFrame, bought: pd.DataFrame) -> str:
    """Return why :func:`bolstered` rules as it does."""
    if gone["left"].isna().all():
        return (
            f"On {in_words(evidence.as_of)} Lithuania was still bound, so nothing could have been "
            "gained yet. There were officials' reasons and critics' doubts, and no outcome."
        )
    freed = f"Lithuania left on {in_words(gone['left'].iloc[0])} and may now buy, train and host. "
    if _reading(evidence, "gain_counted") == "permitted":
        freed += "In the reading chosen here that freedom is the gain. "
    if bought.empty:
        return freed + "No report accepted here says what it has bought."
    last = in_words(bought["date"].iloc[-1])
    if bought["direction"].eq("supports").any():
        return (
            freed + f"The reports on its purchases since, the last of {last}, tell of cluster "
            "munitions bought or ordered. What they add to its defence is not measured."
        )
    return (
        freed + f"The reports on its purchases since, the last of {last}, name no cluster "
        "munitions bought or ordered. An order may still come, so this is no test, and nothing "
        "was found on what allies have brought in."
    )


def decisive_vote(evidence: Evidence) -> Ruling:
    """C55: did parliament vote decisively to leave? Judged by every report of the final vote.

    Criterion: the law passed if the votes in favour reach the number needed (half of all members
    where no report gives it). Supported if they also make up two thirds of all members on every
    report; mostly supported if they pass with less; contradicted if they fall short on every
    report; misleading if the reports differ on whether it passed. Two thirds is our mark: the op-ed
    does not say what it means by decisive.
    """
    votes = vote_reports(evidence)
    final = votes[votes["stage"].eq("final")]
    members = final["members"].iloc[0]
    if pd.isna(members):
        raise NotInEvidence("no accepted report says how many members the parliament has")
    needed = final["needed"].iloc[0]
    needed = int(members) // 2 + 1 if pd.isna(needed) else int(needed)
    ayes = final["votes_for"]
    if (ayes < needed).all():
        verdict = Verdict.CONTRADICTED
    elif (ayes < needed).any():
        verdict = Verdict.MISLEADING
    elif (ayes / members >= _TWO_THIRDS).all():
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.MOSTLY_SUPPORTED
    full = final.dropna(subset=["votes_against", "votes_abstaining"])
    rest = full[["votes_against", "votes_abstaining"]].sum(axis=1)
    silent = int(members - (full["votes_for"] + rest).max()) if len(full) else 0
    in_favour = _one_or_range(ayes)
    return Ruling(
        verdict,
        summary=(
            f"{capitalised(counted(len(final), 'report'))} of the vote of "
            f"{in_words(final['date'].iloc[0])} "
            f"{'gives' if len(final) == 1 else 'give'} {in_favour} in favour, of {int(members)} "
            f"members; {needed} were needed. That is {percent(float(ayes.min() / members))} of all "
            f"members. On the rest the reports differ: {_one_or_range(final['votes_against'])} "
            f"against, {_one_or_range(final['votes_abstaining'])} abstaining."
        ),
        best_for=(
            f"No report counts more than {spelled(int(rest.max()))} members against or abstaining."
            if len(full)
            else "The number in favour is well above the number needed."
        ),
        best_against=(
            "The vote alone did not take Lithuania out: that needed a deposited notice and "
            "Article 20's waiting time."
            + (f" {silent} of {int(members)} members are in none of the counts." if silent else "")
        ),
        would_change="The parliament's own record of the vote, if it gave other numbers.",
        rests_on=(
            evidence.cite(
                "seimas_votes",
                evidence["seimas_votes"][
                    evidence["seimas_votes"]["stage"].eq("final").fillna(False)
                    | evidence["seimas_votes"]["votes_needed"].notna()
                ],
            ),
        ),
        numbers={
            "reports": len(final),
            "in_favour_least": int(ayes.min()),
            "members": int(members),
            "needed": needed,
        },
    )


RULES = {"C52": some_members, "C53": bolstered, "C55": decisive_vote}
