"""Evidence that reaches every rung of the claims on the human cost."""

from tests.chapters.alter import drop_where, put_all

_NO_GAIN = drop_where("effectiveness_claims", direction="supports")
_NO_COST = [
    drop_where("effectiveness_claims", direction="questions"),
    put_all("casualties_by_year", civilian_share=0.1),
]

REACH = {
    "C15": {"a matter of values": []},
    "C33": {
        "mixed": [],
        "evidence for": _NO_COST,
        "evidence against": [_NO_GAIN],
        "untested": [_NO_GAIN, *_NO_COST],
    },
}
