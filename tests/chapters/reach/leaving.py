"""Evidence that reaches every rung of the claims on leaving."""

from tests.chapters.alter import add, as_of, defined, put

REACH = {
    "C52": {
        "supported": [
            add("arms_control", "AC51", id="AC99", actor_iso3="CZE", date="2024-08-01"),
        ],
        "misleading": [],
        "contradicted": [as_of("2024-08-10"), defined(acts_counted="notice")],
    },
    "C53": {
        "evidence for": [put("aftermath", "A38", direction="supports")],
        "untested": [],
    },
    "C55": {
        "contradicted": [put("seimas_votes", "SV03", "SV04", "SV05", "SV06", votes_for=85)],
        "misleading": [put("seimas_votes", "SV05", votes_for=80)],
        "supported": [],
        "mostly supported": [put("seimas_votes", "SV03", "SV04", "SV05", "SV06", votes_for=93)],
    },
}
