"""How each rung of each claim of the chapter on military value is reached."""

from tests.chapters.alter import add, drop, put

VIEWS = "effectiveness_claims"
_FOR_UKRAINE = ("E13", "E16", "E17", "E18", "E20")
_TURKISH_REPORTS = ("TR01", "TR02", "TR06")
_TURKISH_DENIALS = ("TR03", "TR04", "TR05")
_US_ANNOUNCED = (
    *("TR12", "TR13", "TR14", "TR15", "TR16", "TR17", "TR19", "TR20", "TR22", "TR23"),
    *("TR25", "TR26", "TR27"),
)
_AREA_FOR = ("E02", "E05", "E08", "E09", "E15", "E17", "E23")
_IN_TIME = put("bakhmut", "BK22", date="2023-04")
_OTHER_CREDIT = add("bakhmut", "BK23", id="BK99", by_author=False, confidence="secondary")


def _study(key, subject):
    return put(VIEWS, key, basis="study", subject=subject, confidence="primary")


def _by_study(subject):
    """E01 is a study for the op-ed, E34 one against."""
    return {
        "mixed": [_study("E01", subject), _study("E34", subject)],
        "evidence for": [_study("E01", subject)],
        "evidence against": [_study("E34", subject)],
        "untested": [],
    }


REACH = {
    "C65": {
        "untested": [drop(VIEWS, *_FOR_UKRAINE, "E25")],
        "evidence against": [drop(VIEWS, *_FOR_UKRAINE)],
        "evidence for": [drop(VIEWS, "E25"), put(VIEWS, "E13", figure_low=3.0)],
        "mixed": [],
    },
    "C66": {
        "supported": [put("transfers", "TR01", status="announced")],
        "mostly supported": [drop("transfers", *_TURKISH_DENIALS)],
        "contradicted": [drop("transfers", *_TURKISH_REPORTS)],
        "unverifiable": [],
    },
    "C67": {
        "evidence for": [_IN_TIME, _OTHER_CREDIT],
        "mixed": [_IN_TIME],
        "evidence against": [],
    },
    "C68": {
        "mixed": [],
        "evidence for": [drop(VIEWS, "E25")],
        "evidence against": [put(VIEWS, "E01", "E02", figure_low=0.5)],
        "untested": [drop(VIEWS, "E01", "E02", "E25")],
    },
    "C69": {
        "evidence for": [],
        "mixed": [drop(VIEWS, "E25", "E26", "E28")],
        "evidence against": [drop(VIEWS, *_AREA_FOR, "E25", "E26", "E28")],
        "untested": [drop(VIEWS, *_AREA_FOR, "E25", "E26", "E28", "E32", "E36")],
    },
    "C70": {
        "evidence for": [],
        "untested": [put(VIEWS, "E01", "E17", confidence="weak")],
    },
    "C71": {
        "supported": [],
        "unverifiable": [drop("transfers", *_US_ANNOUNCED)],
    },
    "C72": {
        "mixed": [],
        "evidence for": [drop(VIEWS, "E40"), drop("political_facts", "P039")],
        "evidence against": [put(VIEWS, "E12", confidence="weak")],
        "untested": [drop(VIEWS, "E12", "E40"), drop("political_facts", "P039")],
    },
    "C73": {
        "mixed": [],
        "evidence for": [
            put(VIEWS, "E12", delayed_by="allies"),
            drop("political_facts", "P142"),
        ],
        "evidence against": [put(VIEWS, "E12", delayed_by="us_law")],
        "untested": [drop(VIEWS, "E12"), drop("political_facts", "P142")],
    },
    "C74": _by_study("us_delay"),
    "C78": {"a matter of values": []},
    "C82": _by_study("defence_of_europe"),
}
