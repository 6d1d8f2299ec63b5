"""Proposals for suspected figures. Gets only components where evidence meets evidence; the reasoning is orchestration.quality's."""


def model(dbt, session):
    import pyarrow as pa

    from orchestration.quality.records import propose_from_rows

    dbt.config(materialized="table")
    suspicions = dbt.ref("int_suspicions")
    columns = list(suspicions.columns)
    rows = [dict(zip(columns, row, strict=True)) for row in suspicions.fetchall()]
    schema = pa.schema(
        [
            ("claim_id", pa.string()),
            ("suggested_value", pa.decimal128(28, 6)),
            ("edit", pa.string()),
            ("votes", pa.int32()),
            ("suggestion_reason_zh", pa.string()),
        ]
    )
    return pa.Table.from_pylist(propose_from_rows(rows), schema=schema)
