"""A quantity becomes a statement: which indicator, whose, when, how much of what kind, and how the figures hang together.

`extract` is the door. Pure functions over clean text and the catalogue: no file is opened, no framework imported, and no word list stands
in code that the world adds to (those are rows of `seeds/reference/`). No plausibility is judged here.
"""

from orchestration.claims.extract import extract
from orchestration.claims.model import Candidate, Claim, ClassedMention, Extraction, Link
from orchestration.claims.version import rules_version

__all__ = ["Candidate", "Claim", "ClassedMention", "Extraction", "Link", "extract", "rules_version"]
