"""Evidence that reaches every rung of the claims on who is bound."""

from tests.chapters.alter import add, drop, drop_where, put, put_all

_OUTSIDE = ("NM12", "NM13", "NM14", "NM21", "NM23", "NM24", "NM25", "NM26", "NM33")
"""Of ``nato_members``, the allies that are not parties."""

REACH = {
    "C05": {
        "contradicted": [],
        "supported": [put_all("unga_votes", short_form="CMC")],
        "unverifiable": [put_all("unga_votes", short_form=None)],
    },
    "C06": {
        "supported": [put("claims", "C06", number_claimed=112)],
        "misleading": [],
        "contradicted": [put("claims", "C06", number_claimed=130)],
    },
    "C07": {
        "supported": [],
        "contradicted": [put("ccm_articles", "AR02", acts_banned="production transfer")],
    },
    "C13": {
        "supported": [add("ccm_status", "FRA", iso3="NATO")],
        "misleading": [drop("nato_members", *_OUTSIDE)],
        "contradicted": [],
    },
    "C39": {
        "supported": [],
        "contradicted": [
            drop_where("ccm_articles", rule="duty_to_promote"),
            drop_where("ccm_articles", rule="duty_to_discourage"),
        ],
    },
}
