"""Chapter "Who is bound?": membership of the Convention on Cluster Munitions.

The numbers and the findings; what is measured stands in ``membership_measures``, the charts in
``membership_charts``.
"""

from __future__ import annotations

from casebook.data.dates import in_words
from casebook.membership_measures import counts, time_to_consent, world_status
from casebook.reasoning.claims import Ruling, Verdict
from casebook.reasoning.evidence import Cited, Evidence
from casebook.reasoning.statistics import median_survival, survival
from casebook.telling.wording import counted, listed, percent, spelled

_ALSO_THEN = ("committed", "parties", "allied_parties", "allies")
"""The counts that the prose gives for the op-ed's day as well."""


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose, all from tables that have no grade or date."""
    count, waits = counts(evidence), time_to_consent(evidence)
    then = counts(evidence.at_publication())
    medians = {
        group: median_survival(survival(rows["years"], rows["consented"]))
        for group, rows in waits.groupby("group")
    }
    status = world_status(evidence).set_index("iso3")["status"]
    return {
        **count,
        **{f"{key}_then": then[key] for key in _ALSO_THEN},
        "data_date": in_words(evidence.as_of),
        "party_share": percent(count["parties"] / count["members"]),
        "never_joined": int(status.eq("never joined").sum()),
        "nato_signatories": int(waits["group"].eq("NATO").sum()),
        "nato_median_years": f"{medians['NATO']:.1f}",
        "other_median_years": f"{medians['other']:.1f}",
        "only_names": listed(
            map(evidence.state_in_text, status.index[status.eq("signatory only")])
        ),
    }


def _membership_rows(evidence: Evidence) -> Cited:
    return evidence.cite("ccm_status", evidence["ccm_status"])


def short_form(evidence: Evidence) -> Ruling:
    """C05, that CMC is the treaty's usual short form: judged by who uses which."""
    votes = evidence["unga_votes"]
    by_support_unit = votes[votes["short_form"].eq("CCM").fillna(False)]
    official = by_support_unit["source"].nunique()
    coalition = evidence.rows("political_facts", id="P092")
    return Ruling(
        Verdict.MOSTLY_SUPPORTED if by_support_unit.empty else Verdict.CONTRADICTED,
        summary=(
            f"The convention's own support unit calls it CCM, in the author line of "
            f"{official} sources on votes at the United Nations. CMC is the short name of the "
            "Cluster Munition Coalition, a group of campaigners. The slip does not touch the "
            "argument."
        ),
        best_for="The op-ed writes the name out in full first, so readers know what is meant.",
        best_against="The letters name an organisation on one side of this very debate.",
        would_change="Depositary or support-unit documents that use CMC for the convention.",
        rests_on=(
            evidence.cite("unga_votes", by_support_unit),
            evidence.cite("political_facts", coalition),
        ),
        numbers={"official_sources_using_ccm": official},
    )


def member_nations(evidence: Evidence) -> Ruling:
    """C06, the number of member nations that the treaty bars, as the op-ed gives it."""
    claims = evidence["claims"].set_index("id")
    claimed = int(claims.loc["C06", "number_claimed"])
    count = counts(evidence)
    parties, only, committed = count["parties"], count["signatories_only"], count["committed"]
    if claimed == parties:
        verdict = Verdict.SUPPORTED
    elif claimed == committed:
        verdict = Verdict.MISLEADING
    else:
        verdict = Verdict.CONTRADICTED
    return Ruling(
        verdict,
        summary=(
            f"On {in_words(evidence.as_of)} the convention had {parties} states parties and "
            f"{counted(only, 'state')} that had signed but not ratified, {committed} together. "
            f"The op-ed's {claimed} is "
            + (
                "the number of parties."
                if claimed == parties
                else "that sum. Its bans bind the parties."
                if claimed == committed
                else "neither the number of parties nor the sum of parties and signatories."
            )
        ),
        best_for=(
            "Campaigners and the German parliament's own news service use the same sum, so the "
            "op-ed repeats a common figure."
        ),
        best_against=(
            f"A state that only signed is not bound by the bans: {spelled(only)} are in that place."
        ),
        would_change="The number of deposited instruments on the depositary's list.",
        rests_on=(
            _membership_rows(evidence),
            evidence.cite("ccm_counts", evidence["ccm_counts"]),
            evidence.cite_ids("political_facts", "P046", "P049"),
        ),
        numbers={"claimed": claimed, **count},
    )


def acts_banned(evidence: Evidence) -> Ruling:
    """C07, that the treaty bans stockpiling, use and production: read from its first article."""
    first = evidence.rows("ccm_articles", article=1)
    acts = {act for named in first["acts_banned"].dropna() for act in named.split()}
    wanted = ("use", "production", "stockpiling")
    present = [act for act in wanted if act in acts]
    more = [act for act in ("transfer", "assistance") if act in acts]
    verdict = Verdict.SUPPORTED if len(present) == len(wanted) else Verdict.CONTRADICTED
    return Ruling(
        verdict,
        summary=(
            f"Article 1 lists {listed(present)}. It also bans {listed(more)}, which the op-ed "
            "leaves out; those touch aid to Ukraine and joint operations most."
        ),
        best_for="The acts it names stand in the first article in so many words.",
        best_against=(
            "Some weapons with a few heavy, self-destructing submunitions fall outside the "
            "definition in Article 2, so not every submunition weapon is banned."
        ),
        would_change="An amendment of Article 1.",
        rests_on=(evidence.cite("ccm_articles", first),),
        numbers={"acts_named": len(wanted), "acts_found": len(present)},
    )


def nato_can_withdraw(evidence: Evidence) -> Ruling:
    """C13, that NATO can leave the treaty: by who is a party and who has the right to leave.

    Supported if an organisation, and not only states, is on the depositary's list; misleading if
    allies are parties, so that they and not the alliance may leave; contradicted if no ally is one,
    so that neither could.
    """
    status = evidence["ccm_status"]
    right = evidence.rows("ccm_articles", rule="withdrawal_right")
    states = set(evidence["states"]["iso3"])
    organisations = [iso3 for iso3 in status["iso3"] if iso3 not in states]
    count = counts(evidence)
    if organisations:
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.MISLEADING if count["allied_parties"] else Verdict.CONTRADICTED
    return Ruling(
        verdict,
        summary=(
            f"All {len(status)} names on the depositary's list are states; NATO is not a party and "
            "cannot withdraw. Article 20 gives the right to each party, so "
            f"{counted(count['allied_parties'], 'ally', 'allies')} could leave, one by one. Read "
            "as shorthand for that, the sentence makes sense, and the op-ed later speaks of "
            "members withdrawing."
            if not organisations
            else f"{len(organisations)} of {len(status)} names on the depositary's list are not "
            "states. Article 20 gives the right to leave to each party."
        ),
        best_for="As shorthand for its members leaving one by one, the phrase is common usage.",
        best_against="The alliance has no instrument to withdraw, so no NATO leader can do it.",
        would_change="An accession by NATO itself, or the exit of its last member in the treaty.",
        rests_on=(evidence.cite("ccm_articles", right), _membership_rows(evidence)),
        numbers={
            "organisations_on_the_list": len(organisations),
            "allied_parties": count["allied_parties"],
        },
    )


def push_to_join(evidence: Evidence) -> Ruling:
    """C39, that the treaty side presses others to join: its parties are bound to."""
    duties = evidence["ccm_articles"]
    duties = duties[duties["rule"].isin(("duty_to_promote", "duty_to_discourage"))]
    return Ruling(
        Verdict.SUPPORTED if len(duties) else Verdict.CONTRADICTED,
        summary=(
            "Article 21 obliges every party to encourage others to join and to discourage use. "
            "The yearly resolution at the United Nations calls on all states outside to join."
        ),
        best_for="It is a legal duty, written into the treaty, and exercised every year.",
        best_against="The duty runs towards all states, not towards NATO members in particular.",
        would_change="Nothing short of an amendment of Article 21.",
        rests_on=(evidence.cite("ccm_articles", duties),),
        numbers={"duties": len(duties)},
    )


RULES = {
    "C05": short_form,
    "C06": member_nations,
    "C07": acts_banned,
    "C13": nato_can_withdraw,
    "C39": push_to_join,
}
