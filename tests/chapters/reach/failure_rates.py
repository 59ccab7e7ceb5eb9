"""How each rung of each claim of the chapter on failure rates is reached."""

from tests.chapters.alter import drop_where, put

_LASTING = drop_where("ccm_articles", reason_for_ban="lasting_harm")
_BOTH = drop_where("ccm_articles", reason_for_ban="both")
_TARGET = drop_where("ccm_articles", reason_for_ban="indiscriminate_effect")
_CIVILIANS = put("casualties_by_year", "CY20", civilian_share=0.4)

REACH = {
    "C08": {
        "contradicted": [_LASTING, _BOTH, _TARGET],
        "misleading": [_LASTING, _BOTH],
        "supported": [],
        "mostly supported": [_CIVILIANS],
    }
}
