"""How every rung of the claims of "Stoltenberg, Rutte and the quotations" is reached."""

import pandas as pd

from tests.chapters.alter import add, drop, put

_OWN = []
_WEAK = {"confidence": "weak"}
_SECOND = {"confidence": "secondary"}
_VALUES = {"a matter of values": _OWN}
_VIEWS = "effectiveness_claims"
_CONTEXT = {"found": "different_context", "found_text": "so do not read it that way"}
_ACTS = ("P032", "P036", "P037", "P039", "P040", "P159", "P041")
_POLICY = add("aftermath", "A04", id="A98", event="NATO adopts a policy", direction="supports")
_REFUSAL = add("aftermath", "A04", id="A99", event="Members refuse it", direction="weakens")


REACH = {
    "C03": {
        "supported": [put("political_facts", "P005", person="Stoltenberg")],
        "misleading": [
            put("political_facts", "P005", term_end="2008-10-01"),
            put("political_facts", "P003", date_start="2008-10-01"),
        ],
        "contradicted": _OWN,
    },
    "C17": _VALUES,
    "C28": {
        "contradicted": [put("political_facts", "P031", position_taken="leave_treaty")],
        "supported": [add("ccm_status", "NOR", iso3="NTO")],
        "misleading": _OWN,
    },
    "C29": _VALUES,
    "C30": {
        "supported": [drop("political_facts", "P012", "P013")],
        "mostly supported": _OWN,
        "misleading": [drop("political_facts", "P001", "P014")],
        "contradicted": [
            drop("political_facts", "P001", "P014"),
            drop("oslo_process", "OP11"),
        ],
    },
    "C34": _VALUES,
    "C35": {
        "supported": _OWN,
        "mostly supported": [put("quote_checks", "Q03", **_WEAK)],
        "unverifiable": [put("quote_checks", "Q02", "Q03", reason_given=pd.NA)],
    },
    "C36": {
        "supported": [put("background_facts", "BG128", duty_to_deter="secretary_general")],
        "misleading": _OWN,
        "mostly supported": [
            drop("background_facts", "BG132", "BG134", "BG135", "BG136", "BG138"),
        ],
        "contradicted": [put("background_facts", "BG130", "BG131", duty_to_deter=pd.NA)],
    },
    "C37": {
        "supported": [put("quote_checks", "Q01", found="exact")],
        "mostly supported": [put("quote_checks", "Q01", indirect=False)],
        "misleading": _OWN,
        "unverifiable": [put("quote_checks", "Q01", **_WEAK)],
    },
    "C38": {
        "supported": _OWN,
        "mostly supported": [put("quote_checks", "Q02", found="near")],
        "misleading": [
            put("quote_checks", "Q02", found="near"),
            add("quote_checks", "Q02", id="Q98", **_CONTEXT),
        ],
        "unverifiable": [put("quote_checks", "Q02", "Q03", **_WEAK)],
    },
    "C43": {
        "supported": [put("political_facts", "P030", position_taken="against_weapon")],
        "misleading": [put("political_facts", "P030", position_taken="for_weapon")],
        "mostly supported": _OWN,
        "unverifiable": [put("quote_checks", "Q01", "Q02", "Q03", **_WEAK)],
    },
    "C44": {
        "supported": [put("political_facts", "P156", **_WEAK)],
        "mostly supported": _OWN,
        "contradicted": [put("political_facts", "P154", "P155", **_WEAK)],
        "unverifiable": [put("political_facts", "P154", "P155", "P156", **_WEAK)],
    },
    "C45": {
        "supported": [put("quote_checks", "Q06", found="exact")],
        "mostly supported": [put("quote_checks", "Q04", **_SECOND)],
        "misleading": [put("quote_checks", "Q04", "Q05", **_SECOND)],
        "unverifiable": _OWN,
    },
    "C47": _VALUES,
    "C48": _VALUES,
    "C51": {
        "mixed": [put(_VIEWS, "E01", "E34", bears_on="C51")],
        "evidence for": [put(_VIEWS, "E01", bears_on="C51")],
        "evidence against": [put(_VIEWS, "E34", bears_on="C51")],
        "untested": _OWN,
    },
    "C54": {
        "supported": _OWN,
        "mostly supported": [
            put("claims", "C54", element="body"),
            put("quote_checks", "Q16", **_SECOND),
        ],
        "misleading": [
            put("claims", "C54", element="body"),
            put("quote_checks", "Q15", found="near"),
            put("quote_checks", "Q16", **_SECOND),
        ],
        "unverifiable": [put("quote_checks", "Q15", found="not_found")],
    },
    "C60": {
        "contradicted": [put("political_facts", "P008", date_start="2024-08-26")],
        "supported": [put("political_facts", "P007", date_start="2024-09-02")],
        "mostly supported": _OWN,
    },
    "C61": {
        "mixed": [_POLICY, _REFUSAL],
        "evidence for": [_POLICY],
        "evidence against": [_REFUSAL],
        "untested": _OWN,
    },
    "C62": {
        "contradicted": [put("political_facts", "P040", iso3=pd.NA)],
        "misleading": _OWN,
        "unverifiable": [drop("political_facts", *_ACTS[:-1])],
    },
    "C64": _VALUES,
    "C80": {
        "supported": [put("quote_checks", "Q07", **_SECOND)],
        "mostly supported": _OWN,
        "misleading": [add("quote_checks", "Q18", id="Q98", **_CONTEXT)],
        "unverifiable": [put("quote_checks", "Q18", **_WEAK)],
    },
    "C81": _VALUES,
}
