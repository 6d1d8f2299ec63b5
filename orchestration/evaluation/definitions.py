"""The definitions of every score in words: the one source for `gonghui eval --help` and README."""

DEFINITIONS = """\
definitions
  pairs      Our rows and gold rows of a report pair one to one: as many pairs as possible, then most
             shared characters, then noun order on one span (各, 均) where both sides have equally many
             rows, then most equal labels.
  mention    A pair matches when spans overlap and values are equal. A blank value equals a blank value;
             where gold is not figure or other and has no value, overlap is enough. Precision = matched /
             ours, recall = matched / gold. Overlap with another value is a miss and an extra. Lexical
             rows may be left out: a missed lexical gold row, an extra lexical row of ours and a pair of
             two lexical rows count nowhere.
  class      Of matched pairs (two lexical rows left out): equal class.
  quantity   Value, unit and qualifier all equal, whatever the class we give; over gold figure and other
             rows (recall), and over our rows that meet one of them or that are figure or other and meet
             nothing (precision). unit and qualifier alone: of matched gold figure and other rows.
  indicator  Matched with the same id. Recall over gold rows with an id: unmapped, another id or not
             found is a miss. Precision over our rows with an id: another id, or an id where gold has
             none, is a false positive.
  level, period, region, relation
             Of matched pairs where gold is figure and ours is figure or other: equal. Period needs start
             and end equal. A blank relation on an unmapped row is wrong where gold has one.
  whole_row  Matched with indicator, value, unit, qualifier, period, region and relation all equal;
             recall over gold figures, precision over our figures. whole_row_level asks for level too.
  facts      Share of equal facts (title, publisher, region, region code, level, four dates) against
             facts.csv; two blanks are equal.
  confidence Our claims with an id by tenth of confidence (0.9 is 0.85 up to 0.95): how many are right.
  interval   95 % of 1,000 draws of reports with replacement, seeded; none for fewer than three reports.
"""
