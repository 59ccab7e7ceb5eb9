"""How altered evidence reaches every rung of the claims on arms control."""

import pandas as pd

from tests.chapters.alter import add, as_of, put_all

NEW = add(
    "arms_control",
    "AC27",
    id="AC99",
    agreement="A new agreement",
    date="2025-05-01",
    known_from="2025-05-01",
)
NOBODY_LEFT = tuple(
    put_all(table, withdrawal_effective=pd.NA) for table in ("apmbc_status", "ccm_status")
)

REACH = {
    "C21": {"a matter of values": []},
    "C22": {
        "untested": [as_of("2024-08-10")],
        "evidence for": [],
        "evidence against": [*NOBODY_LEFT, NEW],
        "mixed": list(NOBODY_LEFT),
    },
    "C31": {"a matter of values": []},
}
