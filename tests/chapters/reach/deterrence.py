"""Evidence that reaches every rung of the claims on deterrence."""

from tests.chapters.alter import as_of, defined, drop, drop_where, put

FACTS, USE, VIEWS = "background_facts", "cluster_munition_use", "effectiveness_claims"
_PURPOSES = ("BG140", "BG142", "BG147", "BG148", "BG149", "BG150")
_TREATY = ("BG139", "BG141", "BG143", "BG144")
_VALUES = {"a matter of values": []}
_ANSWERED = put("timeline", "TL31", date="2025-03-07")
_BOUGHT = put("aftermath", "A38", direction="supports")
_EARLIER_EXIT = put("ccm_status", "LTU", withdrawal_effective="2019-03-06")
_YEAR_OF_WAR = ("BG001", "BG004", "BG034")
_CALM = put(FACTS, *_YEAR_OF_WAR, value=621)
_AS_IN_2008 = [
    _CALM,
    drop("nato_members", "NM29", "NM30", "NM31", "NM32", "NM33", "NM34"),
    drop_where("arms_control", actor_iso3="RUS"),
]


def _questions(*keys):
    return put(VIEWS, *keys, direction="questions", conclusion_direction="questions")


_STUDIES = ("E58", "E59", "E60", "E63", "E64")


def _struck(key, where):
    return put(USE, key, location_iso3=where)


REACH = {
    "C01": _VALUES,
    "C09": {
        "supported": [],
        "mostly supported": [as_of("2024-08-10")],
        "misleading": [as_of("2024-08-10"), put(FACTS, "BG046", "BG048", value=170_000)],
        "unverifiable": [as_of("2024-08-10"), defined(largest_war="any_strict")],
        "contradicted": [as_of("2024-08-10"), put(FACTS, "BG052", "BG054", value=170_000)],
    },
    "C11": _VALUES,
    "C12": {
        "mixed": [_struck("CU14", "POL"), _struck("CU33", "NOR")],
        "evidence for": [_struck("CU14", "NOR")],
        "evidence against": [_struck("CU14", "POL")],
        "untested": [],
    },
    "C18": {
        "mixed": [_questions("E64")],
        "evidence for": [],
        "evidence against": [_questions(*_STUDIES)],
        "untested": [drop(VIEWS, *_STUDIES)],
    },
    "C19": _VALUES,
    "C20": {
        "mixed": [_EARLIER_EXIT, _struck("CU33", "LTU"), _BOUGHT],
        "evidence for": [_BOUGHT],
        "evidence against": [_EARLIER_EXIT, _struck("CU33", "LTU")],
        "untested": [],
    },
    "C32": {
        "mixed": [_struck("CU14", "POL"), _struck("CU33", "NOR")],
        "evidence for": [_struck("CU14", "NOR")],
        "evidence against": [_struck("CU14", "POL")],
        "untested": [],
    },
    "C49": {
        "supported": [drop(FACTS, *_PURPOSES)],
        "mostly supported": [],
        "misleading": [drop(FACTS, *_TREATY)],
        "unverifiable": [drop(FACTS, *_TREATY, "BG146", "BG153", "BG154", "BG156")],
    },
    "C50": _VALUES,
    "C76": {
        "untested": [],
        "evidence against": [_ANSWERED, put("timeline", "TL31", reaction="dismisses")],
        "evidence for": [_ANSWERED],
    },
    "C83": {
        "supported": [],
        "mostly supported": [_CALM],
        "contradicted": _AS_IN_2008,
    },
}
