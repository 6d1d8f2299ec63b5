"""What SQL cannot say: the smallest set of figures that explains failing constraints, and votes for what was meant.

Pure functions over figures and constraints; dbt's Python model calls `propose`. Not here: which constraints there are (SQL in
dbt_project, thresholds in seeds/reference), reading tables or files, any framework.
"""

from orchestration.quality.model import Constraint, Figure, Proposal
from orchestration.quality.propose import propose

__all__ = ["Constraint", "Figure", "Proposal", "propose"]
