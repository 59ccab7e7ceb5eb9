"""Evidence that reaches every rung of the claims on shells and budgets."""

from tests.chapters.alter import drop, drop_where, put

SHELLS, BASE, VIEWS = "artillery_production", "industrial_base", "effectiveness_claims"

BUSY = put(BASE, "IB47", "IB48", "IB49", "IB50", production_active=True)
NO_BUDGETS = [drop_where(BASE, measure=what) for what in ("military_spending", "defence_workforce")]
MET = put(SHELLS, "AP52", "AP53", value=2_000_000)
RICH = put(
    "milex", "RUS/2025/sipri_military_expenditure/sipri_2026/sipri_owid_usd", usd_millions=2e6
)


def level(value):
    return put(SHELLS, "AP76", "AP78", value=value, value_low=value, value_high=value)


def delivered(value):
    return put(SHELLS, "AP67", value=value)


REACH = {
    "C24": {
        "mixed": [put(VIEWS, "E01", "E34", bears_on="C24")],
        "evidence for": [put(VIEWS, "E01", bears_on="C24")],
        "evidence against": [put(VIEWS, "E34", bears_on="C24")],
        "untested": [],
    },
    "C25": {
        "contradicted": [level(3_000_000)],
        "misleading": [level(1_250_000)],
        "supported": [RICH],
        "mostly supported": [],
    },
    "C26": {
        "contradicted": [delivered(1_000_000)],
        "misleading": [delivered(950_000)],
        "supported": [],
        "mostly supported": [drop(SHELLS, "AP75"), drop(BASE, "IB11", "IB12")],
    },
}
