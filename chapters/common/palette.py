"""The colours of the book: one meaning, one name, one colour; distinct in grey print too."""

from __future__ import annotations

BLUE, OCHRE, BRICK, GREY = "#1b5e8c", "#b8860b", "#8c2d19", "#767676"
PALE_BLUE, PALE_OCHRE = "#8cb9dc", "#f0c571"

VERDICTS = {
    "supported": "#15592f",
    "mostly supported": "#4a9d63",
    "misleading": "#8a58a5",
    "contradicted": "#4d1f70",
    "unverifiable": "#c9c9c9",
    "evidence for": "#15592f",
    "mixed": "#8a58a5",
    "evidence against": "#4d1f70",
    "untested": "#c9c9c9",
    "a matter of values": "#ffffff",
}
"""The verdicts, from green to purple; no other meaning has a colour of these.

Each step differs in darkness too, so that grey print keeps the order. The two light ones are told
from the ground by their frame (:data:`TILE_EDGE`).
"""

STATUS = {
    "state party": "#2f4154",
    "signatory only": "#8296a8",
    "never joined": "#a08046",
    "left": "#1f8077",
}
"""Standing under a treaty, in colours of which none looks right or wrong."""

STATUS_HATCHES = {"signatory only": "////", "left": "xxxx"}
"""The second cue, for readers who do not see the colours."""

COUNTRIES = {
    "Russia": "#8a4b32",
    "China": "#b5762a",
    "United States": "#24476b",
    "Europe": "#2f8088",
}
"""Whose forces, arms or money."""

DARK = {
    "#15592f": "#4fae74",
    "#4a9d63": "#a3dcb4",
    "#8a58a5": "#cdb0e0",
    "#4d1f70": "#a363cb",
    "#c9c9c9": "#8c8c8c",
    "#ffffff": "#121212",
    "#2f4154": "#a9c0d3",
    "#8296a8": "#70899d",
    "#a08046": "#e6cd9a",
    "#1f8077": "#45b8a0",
    "#8a4b32": "#c98a6f",
    "#b5762a": "#dfab55",
    "#24476b": "#6288b5",
    "#2f8088": "#8ed3d8",
    "#767676": "#9a9a9a",
}
"""What stands for a colour of these palettes on a dark ground."""

TILE_EDGE = "#767676"
"""The frame of a tile that does not stand out."""

SIDES = {"supports": "#4a5fa5", "questions": "#a05318", "neutral": GREY}
"""For the op-ed, against it, neither."""

WEIGHTS = {"core": "#1a1a1a", "supporting": "#8a8a8a", "rhetorical": "#dcdcdc"}
"""How much of the argument rests on a claim."""


GRADES = {"primary": BLUE, "secondary": PALE_BLUE, "weak": PALE_OCHRE}
GRADE_HATCHES = {"weak": "////"}
"""The second cue: in grey print weak and secondary are of like darkness."""

STEPS = {"Vilnius": BLUE, "treaty": BRICK, "after": "#595959", "op-ed": OCHRE}
"""Where a step out of the treaty was taken."""

NOTICE_PERIOD = "#f3e1dc"
"""The time between a notice and the exit."""

CAUSES = {"all": BLUE, "attacks": BRICK, "remnants": OCHRE}
"""What people were hurt by."""

DARK_OCHRE = "#7a5a07"
"""Ochre dark enough for words on white."""


NOT_FOUND = "#f0f0f0"
"""The ground of a year for which nothing was found."""


OFFICE_HOLDERS = {"Jaap de Hoop Scheffer": "#595959", "Stoltenberg": BLUE, "Rutte": OCHRE}
TERM, TERM_WORDS = "#f3ead2", "#8a6508"
"""The ground of a term of office behind dated acts, and the words on it."""

BAND = "#f4f4f4"
"""The ground of every other row of a long list."""


UNCLEAR = "#8a8a8a"
"""An estimate whose interval spans zero."""

RATES = {"goal": "#595959", "test": BLUE, "claim": OCHRE, "field": BRICK, "limit": "#595959"}
"""What a failure rate rests on."""


STOCKS = {"destroyed": BLUE, "held": OCHRE, "none found": "#d9d9d9"}
"""What became of a stock of cluster munitions."""

OTHER_STATES = "#bdbdbd"
"""States outside NATO beside its members."""

MAKERS = {place: COUNTRIES[place] for place in ("Russia", "Europe", "United States")}
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
