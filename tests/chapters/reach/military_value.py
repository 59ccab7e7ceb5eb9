"""How each rung of each claim of the chapter on military value is reached."""

from tests.chapters.alter import add, drop, put

VIEWS = "effectiveness_claims"
_TURKISH_REPORTS = ("TR01", "TR02", "TR06", "TR37")
_TURKISH_DENIALS = ("TR03", "TR04", "TR05")
_US_ANNOUNCED = (
    *("TR12", "TR13", "TR14", "TR15", "TR16", "TR17", "TR19", "TR20", "TR22", "TR23"),
    *("TR25", "TR26", "TR27"),
)
_IN_TIME = put("bakhmut", "BK22", date="2023-04", confidence="secondary")
_READ_FIRST_HAND = put("transfers", "TR37", confidence="secondary")
_OTHER_CREDIT = add("bakhmut", "BK23", id="BK99", by_author=False, confidence="secondary")
_SEEN_FOR = ("E16", "E17", "E18", "E47", "E51", "E52")
_SEEN_AGAINST = ("E25", "E48", "E49")
_LETHAL_FOR = ("E01", "E47", "E58", "E59", "E60", "E61")
_AREA_FOR = ("E17", "E51", "E58", "E59", "E60", "E61", "E62")
_NO_EFFECT_SEEN = put(VIEWS, "E25", confidence="secondary")
_ON_PEOPLE = ("E01", "E17", "E47", "E51", "E58")
_STUDIES_OF_DEFENCE = ("E58", "E59", "E60", "E62", "E63", "E64")


def _against(*keys):
    return put(VIEWS, *keys, direction="questions", conclusion_direction="questions")


REACH = {
    "C65": {
        "mixed": [],
        "evidence for": [drop(VIEWS, *_SEEN_AGAINST)],
        "evidence against": [drop(VIEWS, *_SEEN_FOR)],
        "untested": [drop(VIEWS, *_SEEN_FOR, *_SEEN_AGAINST)],
    },
    "C66": {
        "supported": [put("transfers", "TR01", status="announced")],
        "mostly supported": [_READ_FIRST_HAND],
        "contradicted": [drop("transfers", *_TURKISH_REPORTS)],
        "unverifiable": [],
    },
    "C67": {
        "evidence for": [_IN_TIME, _OTHER_CREDIT],
        "mixed": [_IN_TIME],
        "evidence against": [_READ_FIRST_HAND],
        "untested": [],
    },
    "C68": {
        "mixed": [_NO_EFFECT_SEEN],
        "evidence for": [],
        "evidence against": [drop(VIEWS, *_LETHAL_FOR), _NO_EFFECT_SEEN],
        "untested": [drop(VIEWS, *_LETHAL_FOR)],
    },
    "C69": {
        "mixed": [],
        "evidence for": [drop(VIEWS, "E36")],
        "evidence against": [drop(VIEWS, *_AREA_FOR)],
        "untested": [drop(VIEWS, *_AREA_FOR, "E36")],
    },
    "C70": {
        "evidence for": [put(VIEWS, "E51", target="people vehicles")],
        "mixed": [],
        "evidence against": [drop(VIEWS, *_ON_PEOPLE[1:]), _against("E01")],
        "untested": [drop(VIEWS, *_ON_PEOPLE)],
    },
    "C71": {
        "supported": [],
        "unverifiable": [drop("transfers", *_US_ANNOUNCED)],
    },
    "C72": {
        "mixed": [put(VIEWS, "E58", "E34", bears_on="C72")],
        "evidence for": [put(VIEWS, "E58", bears_on="C72")],
        "evidence against": [put(VIEWS, "E58", bears_on="C72"), _against("E58")],
        "untested": [],
    },
    "C73": {
        "mixed": [],
        "evidence for": [
            put(VIEWS, "E12", delayed_by="allies"),
            drop(VIEWS, "E71", "E74"),
            drop("political_facts", "P142"),
        ],
        "evidence against": [
            put(VIEWS, "E12", delayed_by="us_law"),
            drop("transfers", "TR08"),
        ],
        "untested": [
            drop(VIEWS, "E12", "E71", "E74"),
            drop("political_facts", "P142"),
            drop("transfers", "TR08"),
        ],
    },
    "C74": {
        "mixed": [put(VIEWS, "E34", bears_on="C74")],
        "evidence for": [],
        "evidence against": [_against("E50")],
        "untested": [drop(VIEWS, "E50")],
    },
    "C78": {"a matter of values": []},
    "C82": {
        "mixed": [put(VIEWS, "E34", bears_on="C82")],
        "evidence for": [],
        "evidence against": [_against(*_STUDIES_OF_DEFENCE)],
        "untested": [drop(VIEWS, *_STUDIES_OF_DEFENCE)],
    },
}
