"""How every rung of the chapter "A divided NATO?" is reached."""

from tests.chapters.alter import (
    Alteration,
    add,
    as_of,
    defined,
    drop,
    drop_where,
    graded,
    put,
    put_all,
)

_NAMED = ("FIN", "POL", "EST", "LVA")
_BOUND = (  # allies bound when the op-ed appeared, but Norway and Lithuania
    *("ALB", "BEL", "BGR", "CAN", "CZE", "DEU", "DNK", "ESP", "FRA", "GBR", "HRV", "HUN", "ISL"),
    *("ITA", "LUX", "MKD", "MNE", "NLD", "PRT", "SVK", "SVN", "SWE"),
)
_OUTSIDE = (*_NAMED, "GRC", "LTU", "ROU", "TUR", "USA")
_OUTSIDE_ROWS = ("NM33", "NM21", "NM23", "NM24", "NM13", "NM25", "NM26", "NM14", "NM12")
"""Of ``nato_members``, in the order of ``_OUTSIDE``."""

_NO_STUDIES = drop("effectiveness_claims", "E58", "E59", "E60", "E63", "E64")
_MOST_LEFT = put("ccm_status", *_BOUND, withdrawal_effective="2025-03-06")


def _votes_of_2025(vote: str, *states: str) -> Alteration:
    return put("unga_votes_by_state", *(f"{iso3}/2025" for iso3 in states), vote=vote)


REACH = {
    "C02": {
        "supported": [put("political_facts", "P027", stance="adopts_treaty")],
        "misleading": [drop("nato_members", *_OUTSIDE_ROWS)],
        "contradicted": [],
    },
    "C04": {
        "supported": [put("political_facts", "P027", stance="adopts_treaty")],
        "misleading": [drop("nato_members", *_OUTSIDE_ROWS, "NM27")],  # Slovakia signed later
        "contradicted": [],
    },
    "C16": {
        "mixed": [put("aftermath", "A18", kind="monitor")],
        "evidence for": [],
        "evidence against": [_NO_STUDIES, put("aftermath", "A18", kind="monitor")],
        "untested": [_NO_STUDIES],
    },
    "C40": {
        "contradicted": [put("geography", *_NAMED, "LTU", land_border_with_russia=False)],
        "supported": [drop("ccm_status", "NOR")],
        "mostly supported": [],
        "misleading": [defined(threatened="since_1999")],
    },
    "C41": {
        "contradicted": [put("ccm_status", "VUT", iso3="LVA")],
        "supported": [],
        "mostly supported": [drop("government_positions", "GP01", "GP17")],
        "misleading": [drop("government_positions", "GP01", "GP17", "GP16", "GP26")],
    },
    "C42": {
        "mixed": [],
        "evidence for": [drop("ccm_articles", "AR27")],
        "evidence against": [_votes_of_2025("yes", *_OUTSIDE)],
    },
    "C56": {
        "mixed": [],
        "evidence for": [put("ccm_status", "NOR", withdrawal_effective="2026-01-01")],
        "evidence against": [
            drop_where("arms_control", event="withdrawal_law_adopted"),
            drop("nato_members", "NM33"),
            as_of("2024-08-10"),
        ],
        "untested": [drop("nato_members", *_OUTSIDE_ROWS, "NM27")],
    },
    "C57": {
        "supported": [
            add("political_facts", "P116", id="P901", iso3="BGR"),
            add("political_facts", "P116", id="P902", iso3="CZE"),
            add("political_facts", "P116", id="P903", iso3="HUN"),
            add("political_facts", "P116", id="P904", iso3="ALB"),
        ],
        "mostly supported": [defined(eastern="border")],
        "misleading": [],
        "contradicted": [
            put_all("non_party_stockpilers", stockpile=False),
            drop_where("political_facts", stance="favours_weapon"),
        ],
    },
    "C58": {
        "supported": [put("ccm_status", "VUT", iso3="GRC"), put("ccm_status", "NIU", iso3="FIN")],
        "mostly supported": [],
        "misleading": [drop("ccm_status", "NOR", "SWE", "DNK", "ISL")],
        "contradicted": [
            drop("ccm_status", "NOR", "SWE", "DNK", "ISL", "ITA", "ESP", "PRT", "BEL")
        ],
    },
    "C59": {
        "mixed": [],
        "evidence for": [drop("ccm_articles", "AR27")],
        "evidence against": [
            drop("ccm_articles", "AR28"),
            drop("aftermath", "A32"),
            drop("transfers", "TR08"),
        ],
    },
    "C63": {
        "contradicted": [drop("nato_members", *_OUTSIDE_ROWS)],
        "supported": [],
        "mostly supported": [graded("primary")],
    },
    "C75": {
        "untested": [],
        "evidence for": [_MOST_LEFT, _votes_of_2025("abstain", *_BOUND, "NOR", "USA")],
        "evidence against": [_MOST_LEFT],
    },
    "C77": {
        "supported": [put("government_positions", "GP16", stance="leave")],
        "mostly supported": [],
        "misleading": [put("political_facts", "P115", "P116", date_start="2015")],
        "unverifiable": [
            put("political_facts", "P115", "P116", iso3="NOR"),
            put("government_positions", "GP16", "GP19", "GP20", "GP21", "GP23", iso3="NOR"),
        ],
    },
    "C79": {"a matter of values": []},
}
