"""Evidence that reaches every rung of the claims on the human cost."""

from tests.chapters.alter import put

_VIEWS = "effectiveness_claims"

REACH = {
    "C15": {"a matter of values": []},
    "C33": {
        "mixed": [put(_VIEWS, "E01", "E34", bears_on="C33")],
        "evidence for": [put(_VIEWS, "E01", bears_on="C33")],
        "evidence against": [put(_VIEWS, "E34", bears_on="C33")],
        "untested": [],
    },
}
