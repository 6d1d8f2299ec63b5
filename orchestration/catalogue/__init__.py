"""The vocabulary: typed, checked views of the rows in `seeds/reference/`.

Whatever grows with the world (indicators, aliases, units, level words, period words) is a row there and an object here.
A bad row stops the run before any work, with file, line and what to do. No rule about language belongs here, and no word list in code.
"""

from orchestration.catalogue.loader import Catalogue, default_reference_dir, load_catalogue
from orchestration.catalogue.model import Alias, Indicator
from orchestration.catalogue.rows import CatalogueError

__all__ = ["Alias", "Catalogue", "CatalogueError", "Indicator", "default_reference_dir", "load_catalogue"]
