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

GROUPS = {"NATO": BLUE, "other": OCHRE}

SIDES = {"supports": BLUE, "questions": BRICK, "neutral": GREY}
"""For the op-ed, against it, neither."""
