"""The omissions with the weight of what they touch."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.evidence import Evidence


def weighed(evidence: Evidence) -> pd.DataFrame:
    """Return the omissions, by direction, those that touch most core claims first.

    Columns: those of table ``omissions``, then ``claims`` (the ids touched, to print),
    ``claims_touched`` and ``core_touched`` (how many).
    """
    omissions = evidence["omissions"]
    weight = evidence["claims"].set_index("id")["weight"]
    touched = omissions["affects_claims"].str.split()
    return omissions.assign(
        claims=touched.str.join(", "),
        claims_touched=touched.map(len),
        core_touched=touched.map(lambda ids: sum(weight.get(i) == "core" for i in ids)),
    ).sort_values(["direction", "core_touched", "id"], ascending=[True, False, True])
