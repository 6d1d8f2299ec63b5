"""Which column of a model stems from which columns of its parents, read from the compiled SQL (a few hundredths of a second a model)."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

#: relation ("marts.fct_claims") -> column -> type
Columns = Mapping[str, Mapping[str, str]]
#: column -> [(parent relation, parent column)]
Lineage = dict[str, list[tuple[str, str]]]


def column_lineage(models: Mapping[str, Path], columns: Columns) -> dict[str, Lineage]:
    """Lineage by relation for `models` (relation -> compiled SQL file).

    A model that was not compiled, or whose SQL the parser does not follow, has no entry.
    """
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    found = {}
    for relation, path in models.items():
        if relation in columns and path.exists():
            traced = _trace(path.read_text(encoding="utf-8"), relation, columns)
            if traced:
                found[relation] = traced
    return found


def _trace(text: str, relation: str, columns: Columns) -> Lineage:
    from sqlglot import exp, parse_one
    from sqlglot.errors import SqlglotError
    from sqlglot.lineage import lineage
    from sqlglot.optimizer.qualify import qualify
    from sqlglot.optimizer.scope import build_scope

    schema: dict[str, Any] = {}
    for name, kinds in columns.items():
        database, table = name.split(".", 1)
        schema.setdefault(database, {})[table] = kinds
    traced: Lineage = {}
    try:
        tree = parse_one(_without_catalog(text), dialect="duckdb")
        qualified = qualify(
            tree, schema=schema, dialect="duckdb", validate_qualify_columns=False, identify=False
        )
        scope = build_scope(qualified)
        for column in columns[relation]:
            node = lineage(
                column,
                qualified,
                schema=schema,
                dialect="duckdb",
                scope=scope,
                trim_selects=False,
                copy=False,
            )
            traced[column] = sorted(set(_leaves(node, exp)))
    except (SqlglotError, ValueError, KeyError, AttributeError, RecursionError):
        return {}
    return traced


def _leaves(node: Any, exp: Any) -> Iterator[tuple[str, str]]:
    for leaf in node.walk():
        if leaf.downstream or not isinstance(leaf.expression, exp.Table):
            continue
        table = leaf.expression
        yield f"{table.db}.{table.name}".lower(), exp.to_column(leaf.name).name.lower()


def _without_catalog(text: str) -> str:
    """dbt writes `"warehouse"."marts"."x"`; the schema above has no catalogue level."""
    return text.replace('"warehouse".', "")
