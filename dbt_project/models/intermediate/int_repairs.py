"""Proposals for suspected figures. Gets only components where evidence meets evidence; the reasoning is orchestration.quality's."""


def model(dbt, session):
    from orchestration.quality.records import propose_from_rows

    dbt.config(materialized="table")
    suspicions = dbt.ref("int_suspicions")
    columns = list(suspicions.columns)
    rows = [dict(zip(columns, row, strict=True)) for row in suspicions.fetchall()]
    repairs = propose_from_rows(rows)
    # A relation, not an Arrow table: dbt-duckdb would import pyarrow.dataset for that, which takes longer than the reasoning.
    types = {
        "claim_id": "varchar",
        "suggested_value": "decimal(28, 6)",
        "edit": "varchar",
        "votes": "integer",
        "suggestion_reason_zh": "varchar",
    }
    session.execute(
        "create or replace temp table int_repairs_rows ("
        + ", ".join(f"{name} {kind}" for name, kind in types.items())
        + ")"
    )
    session.execute(
        "insert into int_repairs_rows select " + ", ".join(f"unnest(?::{kind}[])" for kind in types.values()),
        [[repair[name] for repair in repairs] for name in types],
    )
    return session.table("int_repairs_rows")
