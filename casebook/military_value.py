"""Chapter "Do they work, and what happened at Bakhmut?": its rules and numbers."""

from __future__ import annotations

from casebook import military_value_effect as effect
from casebook import military_value_need as need
from casebook import military_value_transfers as transfers
from casebook.military_value_numbers import numbers

__all__ = ["RULES", "numbers"]

RULES = {
    "C65": effect.strategic_value,
    "C66": transfers.turkish_transfer,
    "C67": transfers.pivotal_at_bakhmut,
    "C68": effect.lethal,
    "C69": effect.area_targets,
    "C70": effect.dual_purpose,
    "C71": transfers.us_approval,
    "C72": need.shows_necessity,
    "C73": transfers.cause_of_delay,
    "C74": transfers.cost_of_delay,
    "C78": need.compelling_case,
    "C82": need.europe_requires_them,
}
