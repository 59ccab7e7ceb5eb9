"""The colours of the book: one meaning, one name, one colour; distinct in grey print too."""

from __future__ import annotations

BLUE, OCHRE, BRICK, GREY = "#1b5e8c", "#b8860b", "#8c2d19", "#767676"
PALE_BLUE, PALE_OCHRE = "#8cb9dc", "#f0c571"

STATUS = {
    "state party": BLUE,
    "signatory only": PALE_BLUE,
    "never joined": PALE_OCHRE,
    "left": BRICK,
}
"""Standing under a treaty."""

STATUS_HATCHES = {"signatory only": "////", "left": "xxxx"}
"""The second cue, for readers who do not see the colours."""

VERDICTS = {
    "supported": BLUE,
    "mostly supported": PALE_BLUE,
    "misleading": PALE_OCHRE,
    "contradicted": BRICK,
    "unverifiable": "#bdbdbd",
    "evidence for": BLUE,
    "mixed": "#c9b6d9",
    "evidence against": BRICK,
    "untested": "#bdbdbd",
    "a matter of values": "#ffffff",
}

TILE_EDGE = "#9a9a9a"
"""The frame of a tile that does not stand out."""

GROUPS = {"NATO": BLUE, "other": OCHRE}

SIDES = {"supports": BLUE, "questions": BRICK, "neutral": GREY}
"""For the op-ed, against it, neither."""

WEIGHTS = {"core": "#1a1a1a", "supporting": "#8a8a8a", "rhetorical": "#dcdcdc"}
"""How much of the argument rests on a claim."""

MARK_EDGE = "#595959"
"""The thin line around marks that may touch."""

GRADES = {"primary": BLUE, "secondary": PALE_BLUE, "weak": PALE_OCHRE}
GRADE_HATCHES = {"weak": "////"}
"""The second cue: in grey print weak and secondary are of like darkness."""

WHOLE = "#ececec"
"""The whole of which a bar shows a part."""

THRESHOLD, THRESHOLD_WORDS = OCHRE, "#7a5a05"
"""A number that had to be reached, and the words at it."""

STEPS = {"Vilnius": BLUE, "treaty": BRICK, "after": "#595959", "op-ed": OCHRE}
"""Where a step out of the treaty was taken."""

NOTICE_PERIOD = "#f3e1dc"
"""The time between a notice and the exit."""

CAUSES = {"all": BLUE, "attacks": BRICK, "remnants": OCHRE}
"""What people were hurt by."""

DARK_OCHRE = "#7a5a07"
"""Ochre dark enough for words on white."""

BUBBLE = "#c9dbe8"
"""The inside of circles whose area is a number."""

NOT_FOUND = "#f0f0f0"
"""The ground of a year for which nothing was found."""

FAINT_LINE = "#e3e3e3"
"""A guide line that should not be seen first."""

OFFICE_HOLDERS = {"Jaap de Hoop Scheffer": "#595959", "Stoltenberg": BLUE, "Rutte": OCHRE}
TERM, TERM_WORDS = "#f3ead2", "#8a6508"
"""The ground of a term of office behind dated acts, and the words on it."""

BAND = "#f4f4f4"
"""The ground of every other row of a long list."""

RING = "#9a9a9a"
"""The ring of a mark that means no."""

UNCLEAR = "#8a8a8a"
"""An estimate whose interval spans zero."""

RATES = {"goal": "#595959", "test": BLUE, "claim": OCHRE, "field": BRICK, "limit": "#595959"}
"""What a failure rate rests on."""

LIMIT_LIFTED = "#efe0db"
"""A limit that is still set and may be passed over."""

STOCKS = {"destroyed": BLUE, "held": OCHRE, "none found": "#d9d9d9"}
"""What became of a stock of cluster munitions."""

OTHER_STATES = "#bdbdbd"
"""States outside NATO beside its members."""

TRANSFERS = {"announced": BLUE, "reported": OCHRE, "denied": BRICK}
"""What a government or a report said of a transfer of weapons."""

MAKERS = {"Russia": BRICK, "Europe": BLUE, "United States": OCHRE}
"""Whose arms industry, or whose money."""

STANDINGS = {
    "holds": VERDICTS["supported"],
    "holds in part": VERDICTS["mixed"],
    "does not hold": VERDICTS["contradicted"],
    "untested": VERDICTS["untested"],
    "turns on values": VERDICTS["a matter of values"],
}
"""How a step of the argument stands, in the colours of the verdicts that make it so."""

STANDING_MARKS = {
    "holds": ("o", "full"),
    "holds in part": ("o", "left"),
    "does not hold": ("X", "full"),
    "untested": ("o", "none"),
    "turns on values": ("D", "none"),
}
"""The second cue: the marker of a standing, and how far it is filled."""
