"""What shows beside a link to a claim."""

from playwright.sync_api import Locator

from casebook.telling.findings import Finding
from casebook.telling.wording import first_sentence


def assert_tells(note: Locator, finding: Finding) -> None:
    """The note says the claim, its verdict and the first sentence of the reason."""
    said = note.inner_text()
    for part in (
        finding.claim.paraphrase,
        finding.now.verdict,
        first_sentence(finding.now.summary),
    ):
        assert part in said
