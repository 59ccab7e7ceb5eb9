"""How each rung of each claim of the chapter on arsenals is reached."""

from tests.chapters.alter import drop, put, put_all

VIEWS = "effectiveness_claims"
NO_STOCKS = put_all("stockpile_destruction", munitions_destroyed=0, submunitions_destroyed=0)
NO_STUDIES = drop(VIEWS, "E58", "E59", "E60", "E63", "E64")
NO_BAN = drop("ccm_articles", "AR02")


def studied(key, subject):
    """E01 is a study for the op-ed that is not weak, E34 one against."""
    return put(VIEWS, key, subject=subject)


def warned(years):
    return put("industrial_base", "IB16", measure="warning_time", value=years)


REACH = {
    "C14": {
        "mixed": [studied("E01", "deterrence"), studied("E34", "deterrence")],
        "evidence for": [studied("E01", "deterrence")],
        "evidence against": [studied("E34", "deterrence")],
        "untested": [],
    },
    "C23": {
        "mixed": [studied("E34", "substitutes")],
        "evidence for": [],
        "evidence against": [studied("E34", "substitutes"), NO_STOCKS, NO_BAN],
        "untested": [NO_STOCKS, NO_BAN],
    },
    "C27": {
        "untested": [],
        "evidence for": [warned(1.0)],
        "evidence against": [warned(9.0)],
        "mixed": [warned(3.0)],
    },
    "C46": {
        "mixed": [put(VIEWS, "E34", bears_on="C46")],
        "evidence for": [],
        "evidence against": [NO_STUDIES, put(VIEWS, "E34", bears_on="C46")],
        "untested": [NO_STUDIES],
    },
}
