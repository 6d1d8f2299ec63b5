"""Characters become quantities: every numeric mention of a text, read exactly and classed by the guide.

Here live numerals, qualifiers, units, intervals and the rules that tell a figure from a date, a name or a
slogan. Pure functions over text and vocabulary: no file is opened, no framework imported, nothing is known
of indicators, regions or periods (claims does that). Vocabulary is data in seeds/reference/units.csv and
mention_*.csv; only closed grammar (digits, 万, 亿, the forms of qualifiers) is code.

Reading order: numerals, intervals, units -> qualifiers, shares, quantity -> dates, special, quotes -> vocabulary
-> context, amounts, cases, classes -> mentions.
"""

from .mentions import find_mentions
from .model import CLASSES, Mention
from .vocabulary import FigureVocabulary

__all__ = ["CLASSES", "FigureVocabulary", "Mention", "find_mentions"]
