"""How altered evidence reaches every rung of the claims on arms control."""

import pandas as pd

from tests.chapters.alter import add, as_of, drop, put_all

NEW = add(
    "arms_control",
    "AC27",
    id="AC99",
    agreement="A new agreement",
    date="2025-05-01",
    known_from="2025-05-01",
)
NO_NUCLEAR_JOINERS = drop("arms_control", "AC58", "AC59", "AC60", "AC61")
NOBODY_LEFT = tuple(
    put_all(table, withdrawal_effective=pd.NA) for table in ("apmbc_status", "ccm_status")
)

REACH = {
    "C21": {"a matter of values": []},
    "C22": {
        "untested": [as_of("2024-08-10")],
        "evidence for": [NO_NUCLEAR_JOINERS],
        "evidence against": [*NOBODY_LEFT, NEW],
        "mixed": [],
    },
    "C31": {"a matter of values": []},
}
