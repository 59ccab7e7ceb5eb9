"""Findings on Rutte: his office, what he and his government said, what he is asked to do."""

from __future__ import annotations

from casebook.data.dates import earliest_day, in_words
from casebook.reasoning.claims import Ruling, Verdict
from casebook.reasoning.evidence import PUBLICATION, Evidence
from casebook.telling.wording import capitalised, counted, how_many, listed, spelled
from casebook.words_record import (
    NETHERLANDS,
    allied_parties,
    border_allies,
    government_acts,
    in_office,
    term_of,
    words_in_office,
)

_MANY_ACTS = 2
"""So many public acts of his government make "no statements" a wrong picture (C62)."""

_ONE, _PLURAL = "public act or statement", "public acts or statements"


def incumbent_on_new_leadership(evidence: Evidence) -> Ruling:
    """C17 (values): has the new leader a duty to change the policy? What his power is."""
    parties, members = allied_parties(evidence.at_publication())
    rows = evidence.cite_ids("background_facts", "BG128", "BG131", "BG132", "BG133", "BG134")
    return Ruling(
        Verdict.VALUES,
        summary=(
            "The power can be checked: the Secretary General proposes, chairs and helps members to "
            "agree, NATO decides by consensus, and leaving the treaty is an act of each party. "
            f"{parties} of {members} members were parties when the op-ed appeared. Whether he "
            "should use that voice for withdrawal turns on whether the ban weakens defence and on "
            "how much an agreed line is worth."
        ),
        best_for=(
            "Agenda and voice are real powers, and a change of leader is the natural moment to put "
            "the question to members afresh."
        ),
        best_against=(
            "A duty to correct presumes the power to. No Secretary General can change members' "
            "treaties, and most members had bound themselves to the ban."
        ),
        would_change="Rules that let a Secretary General set members' treaty policy.",
        rests_on=(
            rows,
            evidence.cite_rows("ccm_articles", topic="withdrawal: right and notice"),
            evidence.cite_ids("omissions", "O06"),
        ),
        numbers={"allied_parties": parties, "members": members},
    )


def about_to_succeed(evidence: Evidence) -> Ruling:
    """C60: was Rutte, prime minister, about to lead NATO? By appointment and office.

    Appointed before the op-ed and prime minister on its day: *supported*. Appointed but no longer
    prime minister: *mostly supported*, as the office to come is what matters there.
    """
    appointed = evidence.rows("political_facts", id="P008")
    term = term_of(evidence, "Rutte", NETHERLANDS)
    day = appointed["date_start"].iloc[0]
    still = "Rutte" in in_office(evidence, NETHERLANDS, PUBLICATION)
    if day > PUBLICATION.isoformat():
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.SUPPORTED if still else Verdict.MOSTLY_SUPPORTED
    took_up = evidence.known("political_facts", "P009")
    return Ruling(
        verdict,
        summary=(
            f"The North Atlantic Council appointed him on {in_words(day)}. "
            + (
                "He was prime minister when the op-ed appeared."
                if still
                else f"He had ceased to be prime minister on {in_words(term['end'])}, before the "
                "op-ed appeared; the title was out of date."
            )
            + (
                f" He took office at NATO on {in_words(took_up['date_start'].iloc[0])}."
                if len(took_up)
                else ""
            )
        ),
        best_for="The succession, which is what the sentence is about, is right.",
        best_against=(
            "Nothing found."
            if still
            else f"The title was {(PUBLICATION - earliest_day(term['end'])).days} days out of date."
        ),
        would_change="A record that he was prime minister on the day of the op-ed.",
        rests_on=(
            evidence.cite("political_facts", appointed),
            evidence.cite_ids("political_facts", "P006", "P007", "P009"),
        ),
        numbers={"still_prime_minister": int(still)},
    )


def chance_for_one_policy(evidence: Evidence) -> Ruling:
    """C61: did the change of leader bring one NATO policy? By what is recorded of his term.

    Tested only by what happened: a common policy adopted under the new leader (*evidence for*), or
    one proposed and turned down (*evidence against*); both: *mixed*; neither: *untested*. They are
    the rows of ``aftermath`` on NATO's leadership with a direction. A text that does not mention
    the treaty tests nothing, and a chance not yet taken is still a chance. Confidence is held low.
    """
    rows = evidence["aftermath"]
    rows = rows[rows["kind"].eq("nato_leadership")]
    silent = rows["speaks_of"].eq("neither").fillna(False)
    tally = rows.loc[~silent, "direction"].value_counts()
    ways, others = int(tally.get("supports", 0)), int(tally.get("weakens", 0))
    if ways:
        verdict = Verdict.MIXED if others else Verdict.EVIDENCE_FOR
    else:
        verdict = Verdict.EVIDENCE_AGAINST if others else Verdict.UNTESTED
    background = evidence.cite_ids("background_facts", "BG131", "BG132")
    wider = evidence.known("aftermath", "A14")
    quiet = int(silent.sum())
    return Ruling(
        verdict,
        summary=(
            f"Common NATO policies on the treaty under Rutte in the reports found: adopted "
            f"{how_many(ways)}, turned down {how_many(others)}. "
            f"{capitalised(counted(quiet, 'text'))} of his, read in part, "
            f"{'does' if quiet == 1 else 'do'} not mention the treaty, which shows neither. A "
            "chance is not a fact that can be checked."
            if len(rows)
            else "When the op-ed appeared he had not taken office, so there was nothing to test."
        ),
        best_for=(
            "A new leader can open a question that his predecessor left to governments"
            + (
                "; a British paper called for withdrawal in March 2025, so the debate went on."
                if len(wider)
                else "."
            )
        ),
        best_against=(
            "NATO decides by consensus. A change at the head does not change what members have "
            "signed."
        ),
        would_change="A NATO policy on the treaty, or a proposal for one that members turn down.",
        rests_on=(background, evidence.cite("aftermath", rows), evidence.cite("aftermath", wider)),
        numbers={"adopted": ways, "turned_down": others, "silent": quiet},
        at_most="low",
    )


def no_statements(evidence: Evidence) -> Ruling:
    """C62: had Rutte said nothing on cluster munitions? Himself, and his government.

    Personal words before the op-ed: *contradicted*. None, but two or more public acts or statements
    of the government he led: *misleading*, as the reader is left to think that no line was known;
    one: *mostly supported*; none: *supported*. Confidence is held at medium, because a search that
    finds nothing does not prove silence.
    """
    acts = government_acts(evidence)
    facts = evidence.rows("political_facts", category="rutte")
    own = facts[
        facts["iso3"].isna()
        & facts["speaks_of"].isin(("convention", "weapon"))
        & facts["date_start"].le(PUBLICATION.isoformat())
    ]
    if len(own):
        verdict = Verdict.CONTRADICTED
    elif len(acts) >= _MANY_ACTS:
        verdict = Verdict.MISLEADING
    else:
        verdict = Verdict.MOSTLY_SUPPORTED if len(acts) else Verdict.SUPPORTED
    return Ruling(
        verdict,
        summary=(
            f"Statements by Rutte himself found: {how_many(len(own))}. "
            + (
                f"The government he led has {counted(len(acts), _ONE, _PLURAL)} on record, "
                f"which the claim leaves out: it {listed(acts['act'])}."
                if len(acts)
                else "His government is not on record on the treaty either."
            )
        ),
        best_for="No word of his own was found, and the op-ed speaks of him.",
        best_against=(
            "A prime minister answers for his cabinet, and the Senate put questions on the weapon "
            "to him among others in July 2023."
        ),
        would_change="A statement of his own before August 2024 would contradict the claim.",
        rests_on=(
            evidence.cite("political_facts", evidence.known("political_facts", *acts["id"])),
            evidence.cite_ids("political_facts", "P006", "P007", "P038", "P042"),
        ),
        numbers={"own_statements": len(own), "government_acts": len(acts)},
        at_most="medium",
    )


def heed_border_states(evidence: Evidence) -> Ruling:
    """C64 (values): should Rutte heed the allies on Russia's border? What they hold."""
    border = border_allies(evidence)
    leaving = border["stance"].eq("leave").fillna(False)
    outside = border["status"].isin(["never joined", "left"])
    against = border[outside | leaving]
    staying = border[~outside & ~leaving]
    positions = evidence.known("government_positions", *border["position_id"].dropna())
    status = evidence["ccm_status"]
    return Ruling(
        Verdict.VALUES,
        summary=(
            f"{capitalised(counted(len(border), 'ally', 'allies'))} border Russia by land. "
            f"{capitalised(spelled(len(against)))} ({listed(against['name'])}) stay out, leave or "
            f"have left; {spelled(len(staying))} ({listed(staying['name'])}) stays in. How far "
            "their view should weigh more than that of other members turns on who bears the risk "
            "and on whether all members count alike."
        ),
        best_for=(
            "Those most exposed know the threat best and would have to fight first; nearly all of "
            "them decline the ban."
        ),
        best_against=(
            (
                f"They do not hold one opinion: {listed(staying['name'])} borders Russia and is a "
                "party that argues for the treaty, and "
                if len(staying)
                else "Even of those outside, "
            )
            + "Latvia says that it complies in practice and holds no such weapons."
        ),
        would_change="Nothing measurable; a change of view in a border state bears on it.",
        rests_on=(
            evidence.cite("government_positions", positions),
            evidence.cite("ccm_status", status[status["iso3"].isin(border["iso3"])]),
            evidence.cite_ids("omissions", "O07", "O21"),
        ),
        numbers={
            "border_allies": len(border),
            "out_or_leaving": len(against),
            "staying": len(staying),
        },
    )


def change_at_turning_points(evidence: Evidence) -> Ruling:
    """C81 (values): is readiness to change the mark of a great leader? What it turns on."""
    said, _ = words_in_office(evidence)
    return Ruling(
        Verdict.VALUES,
        summary=(
            "As a maxim it cannot be tested. Applied here it turns on whether the facts under the "
            "ban of 2008 have changed (Russia has used the weapon widely in Ukraine since 2022) "
            "and on whether there was a position to change: at NATO Stoltenberg said that the "
            "alliance has none."
        ),
        best_for=(
            "The security of Europe is not that of 2008, and a policy that cannot be revisited is "
            "not a policy."
        ),
        best_against=(
            "Holding to a rule when it costs something is also a mark of leadership; Norway said "
            "that such treaties matter most in war."
        ),
        would_change="Nothing measurable.",
        rests_on=(
            said,
            evidence.cite_ids("omissions", "O31"),
            evidence.cite_ids("government_positions", "GP22"),
        ),
    )


RULES = {
    "C17": incumbent_on_new_leadership,
    "C60": about_to_succeed,
    "C61": chance_for_one_policy,
    "C62": no_statements,
    "C64": heed_border_states,
    "C81": change_at_turning_points,
}
