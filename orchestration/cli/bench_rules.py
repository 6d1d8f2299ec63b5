"""Part `rules` of `gonghui bench`: a lake of a million claims made from the vocabulary alone, and the time to judge it."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from typing import Any

CLAIMS = 1_000_000
_PER_REPORT = 50

#: Reports are regions in years, claims the indicators in turn, values at one place of each usual range
#: (a large city is large in everything); one in a hundred has lost its 万.
_REPORTS = """
create table reports as
with places as (
    select distinct on (region_id) region_id, region_name, admin_level from read_csv($regions, all_varchar = true)
    where coalesce(valid_to, '') = '' and admin_level in ('county', 'municipal') order by region_id
)
select 'r' || row_number() over (order by year, region_id) as report_id, places.*, year
from places cross join range(2008, 2024) as years (year)
order by year, region_id limit $reports
"""
_CLAIMS = """
create table claims as
with catalogue as (
    select indicators.*, row_number() over (order by indicator_id) - 1 as place, count(*) over () as size
    from read_csv($indicators, all_varchar = true) as indicators
),
ranges as (
    select indicator_id, admin_level, max(low::double) as low, max(high::double) as high
    from read_csv($bounds, all_varchar = true) group by all
),
drawn as (
    select reports.*, catalogue.indicator_id, catalogue.kind, catalogue.canonical_unit as unit, seat.no as claim_no,
        hash(region_id) % 1000 / 1000.0 as spot,
        hash(region_id, catalogue.indicator_id, year) % 100 = 0 as is_off
    from reports
    cross join range(0, $seats) as seat (no)
    inner join catalogue on catalogue.place = (seat.no + hash(region_id) % 7 * 23) % catalogue.size
),
valued as (
    select drawn.*,
        round(case when unit = '%' then 60 + 39 * spot
            else exp(ln(greatest(coalesce(ranges.low, 20), 2))
                + spot * ln(greatest(coalesce(ranges.high, 20000), 40) / greatest(coalesce(ranges.low, 20), 2))) * (1 + (year - 2008) / 60)
            end) as amount
    from drawn left join ranges using (indicator_id, admin_level)
)
select report_id || ':' || claim_no as claim_id, report_id, claim_no::integer as claim_no, 'figure' as class, indicator_id,
    region_id, left(region_id, 6) as region_code, region_name, 'level' as relation, 'area' as scope,
    case when kind = 'flow' then make_date(year, 1, 1) else make_date(year, 12, 31) end as period_start,
    make_date(year, 12, 31) as period_end, case when kind = 'flow' then 'year' else 'instant' end as period_kind,
    (amount / case when is_off and unit <> '%' then 10000 else 1 end)::decimal(28, 6) as value,
    unit, unit as unit_printed, claim_no // 3 as sentence_no
from valued
"""
_LAKE = {
    "reports": """
select report_id, report_id as lineage_id, 1 as version_no, 'current' as standing, report_id || '.txt' as file_name, report_id as title,
    region_id, left(region_id, 6) as region_code, region_name, admin_level, make_date(year + 1, 1, 20) as published_on,
    make_date(year, 1, 1) as period_start, make_date(year, 12, 31) as period_end, 1000 as char_count,
    timestamp '2026-01-01' as first_seen_at, 'ok' as text_status, 'bench' as rules_version
from reports""",
    "claims": """
select * exclude (sentence_no), rtrim(rtrim(value::varchar, '0'), '.') || unit as surface, value as value_low, value as value_high,
    '第' || sentence_no || '句：' || value || unit as sentence, report_id || ':s' || sentence_no as sentence_hash,
    sentence_no * 60 as sentence_start, claim_no * 20 as char_start, claim_no * 20 + 8 as char_end, 1 as n, 1 as m,
    0.9 as confidence, 'bench' as rules_version
from claims""",
    "claim_links": """
select a.claim_id || '~' as link_id, a.report_id, 'money_for_people' as kind, a.claim_id, 'money' as role,
    b.claim_id as other_claim_id, 'people' as other_role, a.claim_id as group_id
from claims as a inner join claims as b
    on a.report_id = b.report_id and a.sentence_no = b.sentence_no and b.claim_no = a.claim_no + 1
where a.unit = '元' and b.unit in ('人', '人次')""",
}


def measure(count: int = CLAIMS) -> dict[str, Any]:
    """Seconds from an empty warehouse to findings for `count` claims: one build, dbt's own start included."""
    from orchestration.assets.dbt_run import Dbt
    from orchestration.settings import Settings

    settings = Settings.load()
    with tempfile.TemporaryDirectory(prefix="gonghui-bench-") as name:
        folder = Path(name)
        _make_lake(folder, settings.reference, count)
        start = time.perf_counter()
        done = Dbt().run(
            [
                "build",
                "--select",
                "+fct_findings",
                "--exclude-resource-type",
                "test",
                "--exclude-resource-type",
                "unit_test",
            ],
            project=settings.dbt_project,
            folder=folder,
            target=folder / "target",
            environment={
                "LAKE_DIR": str(folder / "lake"),
                "GONGHUI_WAREHOUSE": "bench.duckdb",
                "GONGHUI_DBT_THREADS": str(settings.dbt_threads),
                "GONGHUI_SEEN_FILE": "",
            },
            say=lambda message: None,
        )
        seconds = time.perf_counter() - start
        if done.failed:
            raise RuntimeError("dbt: " + "; ".join(done.problems()))
        slowest = sorted(done.nodes, key=lambda node: -node.seconds)[:3]
        return {
            "seconds": seconds,
            "claims": count,
            "slowest": ", ".join(f"{node.unique_id.split('.')[2]} {node.seconds:.0f} s" for node in slowest),
        }


def _make_lake(folder: Path, reference: Path, count: int) -> None:
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    from orchestration.lake.schemas import PUBLIC

    files: dict[str, Any] = {}
    with duckdb.connect() as connection:
        connection.execute(
            _REPORTS, {"regions": str(reference / "regions.csv"), "reports": -(-count // _PER_REPORT)}
        )
        connection.execute(
            _CLAIMS,
            {
                "indicators": str(reference / "indicators.csv"),
                "bounds": str(reference / "bounds.csv"),
                "seats": _PER_REPORT,
            },
        )
        for table, schema in PUBLIC.items():
            path = folder / "lake" / table / "0000-bench.parquet"
            path.parent.mkdir(parents=True)
            if table in _LAKE:
                found = connection.sql(_LAKE[table]).to_arrow_table()
                columns = [
                    found[name].cast(schema.field(name).type)
                    if name in found.column_names
                    else pa.nulls(found.num_rows, schema.field(name).type)
                    for name in schema.names
                ]
                rows = pa.table(columns, schema=schema)
            else:
                rows = schema.empty_table()
            pq.write_table(rows, path)
            files[table] = {
                "files": [{"path": f"{table}/0000-bench.parquet", "rows": rows.num_rows, "digest": "bench"}]
            }
    manifest = {"schema_version": 1, "rules_version": "bench", "tables": files}
    (folder / "lake" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
