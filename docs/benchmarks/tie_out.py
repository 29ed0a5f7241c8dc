#!/usr/bin/env python3
"""One night for every cost export of a folder, and whether its money is the same everywhere.

usage: tie_out.py FOLDER TABLE.md     such as ../shared/data/cost docs/tie-out.md

Each file becomes the only source of a night in a folder of its own. Its money is then summed four times by
code that shares nothing with Almanac: in the file by Python's csv and Decimal, in the marts charges,
allocated_costs and daily_costs by DuckDB, in the workbook by openpyxl. Ends with 1 when two sums differ.
ALMANAC names the launcher, scripts/almanac by default. Needs duckdb and openpyxl.
"""
import csv
import datetime
import gzip
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from decimal import Decimal, localcontext

import duckdb
import openpyxl

ALMANAC = os.environ.get(
    "ALMANAC", str(pathlib.Path(__file__).resolve().parents[2] / "scripts" / "almanac")
)
# Folders that hold no exports: lists of names, and what exports should look like.
NO_EXPORTS = {"mappings", "dataset-metadata", "export-schemas", "json_schemas"}
# Of the formats whose billed cost is one column as it stands: that column, the start of a charge, the currency.
COLUMNS = {
    "focus": ("BilledCost", "ChargePeriodStart", "BillingCurrency"),
    "aws-cur": ("lineItem/UnblendedCost", "lineItem/UsageStartDate", "lineItem/CurrencyCode"),
}
AS_OF = datetime.date(2026, 11, 1)


def records(file):
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def own_sum(file, form):
    """Records, and the sum of their billed cost; none where the format's recipe is more than a sum."""
    if form not in COLUMNS or file.suffix == ".parquet":
        return None, None
    column = COLUMNS[form][0]
    with localcontext() as context:
        context.prec = 60
        costs = [row[column] for row in records(file)]
        return len(costs), sum((Decimal(cost) for cost in costs if cost), Decimal(0))


def as_of(file):
    """The day after the newest charge, where the file tells it in ISO dates."""
    for _, start, _ in COLUMNS.values():
        try:
            days = [row[start][:10] for row in records(file) if row.get(start)]
            return max(map(datetime.date.fromisoformat, days)) + datetime.timedelta(1)
        except (ValueError, UnicodeDecodeError, csv.Error):
            continue
    return AS_OF


def run(folder, sources, currency, day):
    """A night on (name, format, path) each; its exit code and what it said."""
    conf = folder / "almanac.yaml"
    lines = [
        f"  - {{ name: {name}, format: {form}, path: '{path}', settling-days: 0 }}\n"
        for name, form, path in sources
    ]
    conf.write_text(
        f"company: Tie-out\nreporting-currency: {currency}\nsources:\n{''.join(lines)}"
        "output: { marts: marts, reports: reports }\n"
    )
    done = subprocess.run(
        [ALMANAC, "nightly", "--conf", str(conf), "--as-of", str(day)], capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def guess(file):
    """A format to begin with, and the currency of the first record."""
    if file.suffix != ".parquet":
        first = next(records(file), {})
        for form, (cost, _, currency) in COLUMNS.items():
            if cost in first:
                return form, first.get(currency) or "USD"
        for currency in ("BillingCurrencyCode", "BillingCurrency", "billingCurrency", "Currency"):
            if first.get(currency):
                return "focus", first[currency]
    return "focus", "USD"


def discover(files, folder):
    """The format that each file can be read in, and why there is none for the others.

    All files are asked for at once, together with one that is not there, so that nothing is read.
    """
    forms = {file: guess(file)[0] for file in files}
    tried = {file: {forms[file]} for file in files}
    refused = {}
    while True:
        asked = list(forms)
        sources = [(f"f{i}", forms[file], file) for i, file in enumerate(asked)]
        _, said = run(folder, sources + [("none", "focus", folder / "none.csv")], "USD", AS_OF)
        again = False
        for source, problem in re.findall(r"Cannot read file of source f(\d+) (.*)", said):
            file = asked[int(source)]
            hints = re.findall(r'"([a-z0-9-]+)"', problem.lower().partition("set format to")[2])
            hints = [hint for hint in hints if hint not in tried[file]]
            if hints:
                forms[file] = hints[0]
                tried[file].add(forms[file])
                again = True
            elif file in forms:
                reason = re.search(r"\. (It looks like [^:.]*|Its columns [^:.]*)", problem)
                refused[file] = reason.group(1) if reason else problem
                del forms[file]
        if not again:
            return forms, refused


class Marts:
    def __init__(self, folder):
        self.folder = (folder / "marts" / "current").resolve()

    def row(self, mart, columns, where="true"):
        files = f"{self.folder}/{mart}/**/*.parquet"
        [row] = duckdb.sql(
            f"select {columns} from read_parquet('{files}', hive_partitioning = true) where {where}"
        ).fetchall()
        return row

    def sums(self, mart, *columns):
        return [cost or Decimal(0) for cost in self.row(mart, ", ".join(f"sum({c})" for c in columns))]


def workbook_sum(folder):
    """The effective cost of the sheet Detail, and how far its doubles may be off."""
    [book] = (folder / "reports").glob("*/almanac-*.xlsx")
    sheet = openpyxl.load_workbook(book, read_only=True, data_only=True)["Detail"]
    rows = iter(sheet.iter_rows(values_only=True))
    for row in rows:
        if row and row[0] == "Charge month":
            column = next(i for i, name in enumerate(row) if str(name).startswith("Effective"))
            costs = [Decimal(repr(line[column])) for line in rows if line[column] is not None]
            return sum(costs, Decimal(0)), sum((abs(c) for c in costs), Decimal(0)) * Decimal("1e-14")
    raise SystemExit(f"Cannot find the columns of the sheet Detail: {book}")


def plain(number):
    return "-" if number is None else f"{number.normalize():f}"


def tie_out(file, form, folder):
    """The cells of one line of the table, and what does not agree."""
    marts = Marts(folder)
    rejected = marts.row("charge_rejects", "count(*), sum(billed_cost)")
    charged = marts.row("charges", "count(*)")[0]
    billed, effective = marts.sums("charges", "BilledCost", "EffectiveCost")
    allocated = marts.sums("allocated_costs", "billed_cost", "effective_cost")
    daily = marts.sums("daily_costs", "billed_cost", "effective_cost")
    settled = marts.row("daily_costs", "sum(effective_cost)", "is_settled")[0] or Decimal(0)
    shown, tolerance = workbook_sum(folder)
    count, total = own_sum(file, form)
    wrong = []
    if total is not None and total != billed + (rejected[1] or 0):
        wrong.append("file and charges + rejects")
    if count is not None and count != charged + rejected[0]:
        wrong.append("records and charges + rejects")
    if [billed, effective] != allocated:
        wrong.append("charges and allocated_costs")
    if allocated != daily:
        wrong.append("allocated_costs and daily_costs")
    if abs(shown - settled) > tolerance:
        wrong.append("daily_costs and workbook")
    cells = [form, count, charged, rejected[0], plain(total), plain(billed), plain(allocated[0])]
    cells += [plain(daily[0]), plain(effective), plain(allocated[1]), plain(daily[1])]
    cells += [plain(settled), plain(shown), "; ".join(wrong) or "equal"]
    return ["-" if cell is None else str(cell) for cell in cells], wrong


def exports(folder):
    return sorted(
        file
        for ending in ("*.csv", "*.csv.gz", "*.parquet")
        for file in folder.rglob(ending)
        if not NO_EXPORTS & set(file.relative_to(folder).parts)
    )


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    root, table = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    read, wrong = [], []
    with tempfile.TemporaryDirectory() as temporary:
        forms, refused = discover(exports(root), pathlib.Path(temporary))
    for file, form in forms.items():
        name = str(file.relative_to(root))
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary)
            status, said = run(folder, [("export", form, file)], guess(file)[1], as_of(file))
            if status == 2:
                problems = [line for line in said.splitlines() if line.startswith("almanac: ")]
                refused[file] = problems[0].removeprefix("almanac: ").replace(str(root), "")
                continue
            if status:
                raise SystemExit(f"Cannot run a night on {name}: it ended with {status}\n{said}")
            cells, apart = tie_out(file, form, folder)
        read.append((name, cells))
        wrong += [f"{name}: {one}" for one in apart]
        print(name, form, cells[-1], flush=True)
    refused = [(str(file.relative_to(root)), reason) for file, reason in sorted(refused.items())]
    table.write_text(markdown(read, refused))
    print("\n".join(wrong) or "all sums are equal")
    sys.exit(bool(wrong))


def markdown(read, refused):
    lines = [
        "# Every export, to the last decimal",
        "",
        "Made by `docs/benchmarks/tie_out.py`: one night for each file alone. The money of a file is summed",
        "by code that shares nothing with Almanac: in the file by Python's `csv` and `Decimal`, in the marts",
        "by DuckDB, in the workbook's sheet Detail by openpyxl. All sums are exact decimals and equal; only the",
        "workbook's numbers are doubles, compared within 1e-14 of their size.",
        "",
        "## Rows and billed cost",
        "",
        "| file | format | records | charges | rejects | in the file | charges | allocated_costs | daily_costs | |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    lines += [f"| {name} | {' | '.join(cells[:8] + cells[13:])} |" for name, cells in read]
    lines += [
        "",
        "A dash: the format's billed cost is not one column of the file, so that there is no sum without a recipe.",
        "",
        "## Effective cost",
        "",
        "The workbook shows settled days, which all days of these files are.",
        "",
        "| file | charges | allocated_costs | daily_costs | settled | workbook |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [f"| {name} | {' | '.join(cells[8:13])} |" for name, cells in read]
    lines += [
        "",
        "## Files that are not read",
        "",
        "| file | what the night says |",
        "|---|---|",
    ]
    lines += [f"| {name} | {reason} |" for name, reason in refused]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
