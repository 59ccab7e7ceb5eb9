"""How altered evidence reaches every rung of the claims on China."""

import pandas as pd

from tests.chapters.alter import add, as_of, drop, drop_where, put

EMPTY, VIEWS = pd.NA, "effectiveness_claims"
NATO_ROWS = ("CR33", "CR34")
GOODS = ("CR23", "CR53", "CR54", "CR75", "CR76")
BY_THEN = as_of("2024-08-10")

REACH = {
    "C10": {
        "supported": [put("quote_checks", "Q09", found="exact")],
        "mostly supported": [],
        "misleading": [drop("china_russia", *NATO_ROWS)],
        "contradicted": [put("quote_checks", "Q09", found="not_found")],
    },
    "C84": {"a matter of values": []},
    "C85": {
        "misleading": [drop("china_russia", "CR33", "CR71", "CR77", "CR78")],
        "supported": [put("quote_checks", "Q09", found="exact")],
        "mostly supported": [],
    },
    "C86": {
        "supported": [],
        "mostly supported": [drop("china_russia", "CR53", "CR75", "CR76"), BY_THEN],
        "unverifiable": [drop("china_russia", *GOODS), BY_THEN],
    },
    "C87": {
        "supported": [],
        "unverifiable": [
            put("china_russia", "CR33", "CR34", "CR35", confidence="weak"),
            *(drop("china_russia", key) for key in GOODS),
            BY_THEN,
        ],
    },
    "C88": {
        "mixed": [put(VIEWS, "E01", "E34", bears_on="C88")],
        "evidence for": [put(VIEWS, "E01", bears_on="C88")],
        "evidence against": [put(VIEWS, "E34", bears_on="C88")],
        "untested": [],
    },
    "C89": {
        "contradicted": [add("ccm_status", "VUT", iso3="CHN")],
        "supported": [],
        "mostly supported": [drop("china_russia", "CR01", "CR02", "CR03", "CR05")],
    },
    "C90": {
        "mixed": [],
        "evidence for": [drop_where("unga_votes_by_state", iso3="CHN", vote="yes")],
        "evidence against": [put("china_russia", "CR19", "CR21", says=EMPTY)],
        "untested": [
            drop_where("unga_votes_by_state", iso3="CHN", vote="yes"),
            put("china_russia", "CR19", "CR21", says=EMPTY),
        ],
    },
    "C91": {
        "contradicted": [put("non_party_stockpilers", "NS01", iso3="CHN", stockpile=False)],
        "supported": [put("non_party_stockpilers", "NS01", iso3="CHN")],
        "mostly supported": [],
        "unverifiable": [put("china_russia", "CR19", "CR21", says=EMPTY)],
    },
    "C92": {
        "evidence for": [put("cluster_munition_use", "CU33", user_iso3="CHN")],
        "untested": [],
    },
    "C93": {
        "mixed": [put(VIEWS, "E01", "E34", bears_on="C93")],
        "evidence for": [put(VIEWS, "E01", bears_on="C93")],
        "evidence against": [put(VIEWS, "E34", bears_on="C93")],
        "untested": [],
    },
}
