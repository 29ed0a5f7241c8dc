#!/usr/bin/env python3
"""Nights on every cost export of a folder, and whether each file's money is the same everywhere.

usage: tie_out.py FOLDER TABLE.md     such as ../shared/data/cost docs/tie-out.md

Each file is a source of its own, and an allocation rule gives its charges to a team of its own, so that the
file can be followed into marts that do not name sources. Files of one currency that end in the same month
share a night, because a day is settled when it is for all sources. Money is summed four times by code that
shares nothing with Almanac: in the file by bill_sums.py, in the marts charges, allocated_costs and
daily_costs by DuckDB, in the workbook by openpyxl. Ends with 1 when two sums differ. ALMANAC names the
launcher, scripts/almanac by default. Needs duckdb and openpyxl.
"""
import collections
import datetime
import os
import pathlib
import platform
import re
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

import duckdb
import openpyxl

import bill_sums

HOME = pathlib.Path(__file__).resolve().parents[2]
ALMANAC = os.environ.get("ALMANAC", str(HOME / "scripts" / "almanac"))
# Folders that hold no exports, and what they hold.
NO_EXPORTS = {
    "mappings": "lists of services, regions and units",
    "dataset-metadata": "descriptions of columns",
    "export-schemas": "descriptions of columns",
    "json_schemas": "JSON schemas",
}
AS_OF = datetime.date(2026, 11, 1)
# A night on a hundred charges is over before the JVM's second compiler has paid for itself.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

# One source of a night: its name, what the table calls it, the files, how it is read, its path.
Source = collections.namedtuple("Source", "name title files form path")


def run(folder, sources, currency):
    """A night on the sources; its exit code and what it said."""
    conf, rules = folder / "almanac.yaml", folder / "rules.yaml"
    conf.write_text(
        f"company: Tie-out\nreporting-currency: {currency}\nallocation-rules: rules.yaml\nsources:\n"
        + "".join(f"  - {{ name: {s.name}, format: {s.form}, path: '{s.path}', settling-days: 0 }}\n" for s in sources)
        + "output: { marts: marts, reports: reports }\n"
    )
    rules.write_text(
        'version: "1"\nrules:\n'
        + "".join(
            f"  - {{ name: {s.name}, when: {{ source: {s.name} }}, owner: {{ team: {s.name} }} }}\n" for s in sources
        )
    )
    done = subprocess.run(
        [ALMANAC, "nightly", "--conf", str(conf), "--as-of", str(AS_OF)],
        env={"ALMANAC_JAVA_OPTS": JAVA, **os.environ},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def exports(root):
    endings = ("*.csv", "*.csv.gz", "*.jsonl", "*.jsonl.gz", "*.ndjson", "*.parquet", "*.json")
    files = sorted({file for ending in endings for file in root.rglob(ending)})
    return [file for file in files if not NO_EXPORTS.keys() & set(file.relative_to(root).parts)]


def sources_of(root, files):
    """One source a file, and one more for both of Azure's data sets where they lie side by side."""
    sources = [
        Source(f"f{i}", str(file.relative_to(root)), [file], bill_sums.form(file), str(file))
        for i, file in enumerate(files)
    ]
    for amortized in [s for s in sources if s.form == "azure-amortized"]:
        pattern = re.sub("amorti[sz]ed", "*", amortized.path, flags=re.IGNORECASE)
        actual = re.sub("amorti[sz]ed", "Actual", amortized.path, flags=re.IGNORECASE)
        pair = [s for s in sources if s.path == actual]
        if pair:
            files = [pair[0].files[0], amortized.files[0]]
            title = f"{pair[0].title} with {files[1].name}"
            sources.append(Source(f"f{len(sources)}", title, files, "azure-cost-details", pattern))
    return sources


def refusals(sources, folder):
    """What Almanac says of sources that it cannot read, by name.

    All are asked for at once, together with one that is not there, so that nothing is read.
    """
    none = Source("none", "", [], "focus", str(folder / "none.csv"))
    status, said = run(folder, sources + [none], "USD")
    if status != 2:
        raise SystemExit(f"Cannot ask which files can be read: it ended with {status}\n{said}")
    refused = {}
    for name, problem in re.findall(r"Cannot read file of source (f\d+) (.*)", said):
        reason = re.search(r"\. ((?:It looks like|Its columns) [^:]*?)(?:: |\. |$)", problem)
        refused[name] = reason.group(1) if reason else problem
    return refused


class Marts:
    def __init__(self, folder):
        self.folder = (folder / "marts" / "current").resolve()

    def sums(self, mart, columns, where):
        """Zero is what sums of no row are here: they are compared with sums of no record."""
        files = f"{self.folder}/{mart}/**/*.parquet"
        [row] = duckdb.sql(
            f"select {columns} from read_parquet('{files}', hive_partitioning = true, hive_types_autocast = false)"
            f" where {where}"
        ).fetchall()
        return [Decimal(0) if cell is None else cell for cell in row]


def workbook(folder):
    """Of each team, effective cost, billed cost and the size of all amounts, on the sheet Detail."""
    [book] = (folder / "reports").glob("*/almanac-*.xlsx")
    sheet = openpyxl.load_workbook(book, read_only=True, data_only=True)["Detail"]
    rows = iter(sheet.iter_rows(values_only=True))
    sums = collections.defaultdict(lambda: [Decimal(0)] * 3)
    head = next((row for row in rows if row and row[0] == "Charge month"), None)
    if not head:
        raise SystemExit(f"Cannot find the columns of the sheet Detail: {book}")
    starts = ("Team", "Effective", "Billed")
    team, effective, billed = (
        next(i for i, name in enumerate(head) if str(name).startswith(start)) for start in starts
    )
    for row in rows:
        if row[team]:
            costs = [Decimal(repr(row[i] or 0)) for i in (effective, billed)]
            costs.append(sum(map(abs, costs)))
            sums[row[team]] = [one + other for one, other in zip(sums[row[team]], costs)]
    return sums


def tie_out(source, marts, shown):
    """The cells of one line of the tables, and what does not agree."""
    its = f"source = '{source.name}'"
    own = bill_sums.costs(source.files, source.form)
    rejected = marts.sums("charge_rejects", "count(*), sum(billed_cost)", its)
    charged = marts.sums("charges", "count(*), sum(BilledCost), sum(EffectiveCost)", its)
    allocated = marts.sums("allocated_costs", "sum(billed_cost), sum(effective_cost)", its)
    daily = marts.sums("daily_costs", "sum(billed_cost), sum(effective_cost)", f"team = '{source.name}'")
    open_days = marts.sums("daily_costs", "count(*)", f"team = '{source.name}' and not is_settled")[0]
    book_effective, book_billed, size = shown[source.name]
    tolerance = size * Decimal("1e-14")
    wrong = []
    if own.records != charged[0] + rejected[0] + own.left_out:
        wrong.append("records and charges + rejects + left out")
    if own.kept_billed != charged[1] + rejected[1]:
        wrong.append("billed cost of file and charges + rejects")
    if own.kept_effective != charged[2] and not rejected[0]:
        wrong.append("effective cost of file and charges")
    if charged[1:] != allocated:
        wrong.append("charges and allocated_costs")
    if allocated != daily:
        wrong.append("allocated_costs and daily_costs")
    if open_days:
        wrong.append("days that are not settled")
    if abs(book_effective - daily[1]) > tolerance or abs(book_billed - daily[0]) > tolerance:
        wrong.append("daily_costs and workbook")
    rows = [source.form, bill_sums.currency(source.files[0]), own.records, own.left_out, charged[0], rejected[0]]
    verdict = "; ".join(wrong) or (f"equal, {own.rounded} costs rounded" if own.rounded else "equal")
    return {
        "rows": [*map(str, rows), verdict],
        "billed": [plain(c) for c in (own.billed, charged[1], allocated[0], daily[0], book_billed)],
        "effective": [plain(c) for c in (own.effective, charged[2], allocated[1], daily[1], book_effective)],
        "wrong": wrong,
    }


def plain(number):
    return f"{number.normalize() + 0:f}"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    root, table = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    began = time.monotonic()
    found = exports(root)
    files = [file for file in found if file.suffix == ".csv" or file.suffixes[-2:] == [".csv", ".gz"]]
    refused = [(str(file.relative_to(root)), "no export: a manifest, which names the files of one")
               for file in found if file.name == "manifest.json"]
    refused += [(str(file.relative_to(root)), "not in this table: bill_sums.py reads CSV only")
                for file in found if file not in files and file.name != "manifest.json"]
    sources = sources_of(root, files)
    with tempfile.TemporaryDirectory() as temporary:
        unread = refusals(sources, pathlib.Path(temporary))
    refused += [(source.title, unread[source.name]) for source in sources if source.name in unread]
    nights = collections.defaultdict(list)
    for source in sources:
        if source.name not in unread:
            key = bill_sums.currency(source.files[0]), max(map(str, map(bill_sums.last_month, source.files)))
            nights[key].append(source)
    read = {}
    for (currency, month), night in sorted(nights.items()):
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary)
            status, said = run(folder, night, currency)
            if status:
                raise SystemExit(f"Cannot run a night on {[s.title for s in night]}: it ended with {status}\n{said}")
            marts, shown = Marts(folder), workbook(folder)
            for source in night:
                read[source.title] = tie_out(source, marts, shown)
                print(currency, month, source.title, read[source.title]["rows"][-1], flush=True)
    minutes = (time.monotonic() - began) / 60
    table.write_text(markdown(sorted(read.items()), sorted(refused), len(nights), minutes))
    wrong = [f"{title}: {one}" for title, cells in read.items() for one in cells["wrong"]]
    print("\n".join(wrong) or f"all sums of {len(read)} files are equal")
    sys.exit(bool(wrong))


def machine():
    java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.splitlines()[0]
    processor = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        names = re.findall(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
        processor = names[0] if names else processor
    asked = ["git", "-C", str(HOME), "log", "-1", "--format=%cs", "--", "jobs/src/main", "reports/src/main"]
    date = subprocess.run(asked, capture_output=True, text=True).stdout.strip()
    python = f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, openpyxl {openpyxl.__version__}"
    return f"{os.cpu_count()} × {processor}, {java}; {python}. The code is of {date}."


def markdown(read, refused, nights, minutes):
    kinds = "; ".join(f"`{name}/` has {what}" for name, what in NO_EXPORTS.items())
    lines = [
        "# Every export, to the last decimal",
        "",
        "Public cost exports and samples, each read as a source of its own, and its money summed by code that",
        "shares nothing with Almanac: in the file by Python's `csv` and `Decimal` with the provider's recipe, in the",
        "marts by DuckDB, in the workbook's sheet Detail by openpyxl. An allocation rule gives each file to a team of",
        "its own, so that it can be followed into marts that do not name sources.",
        "All sums are exact decimals and equal; only the workbook's numbers are doubles, which are compared within",
        "1e-14 of the amounts that they sum.",
        "",
        "    docs/benchmarks/tie_out.py ../shared/data/cost docs/tie-out.md",
        "",
        f"{nights} nights in {minutes:.0f} minutes on {machine()}",
        "",
        "## Rows",
        "",
        "Left out are rows of Azure's actual cost whose money stands in amortised cost as well, when both are",
        "[read together](azure-cost-details.md). Every other record is a charge or a reject. A cost with more than",
        "18 decimals is rounded to 18, half to even, with the flag `RoundedNumber` and its text kept; the sums in the",
        "file are exact, and compared are those of the rounded costs.",
        "",
        "| file | format | currency | records | left out | charges | rejects | sums are |",
        "|---|---|---|---:|---:|---:|---:|---|",
    ]
    lines += [f"| {title} | {' | '.join(cells['rows'])} |" for title, cells in read]
    for basis, note in (
        ("billed", "What the invoice has. Covered usage of Azure's amortised cost was billed with the commitment: 0."),
        ("effective", "What was used. Google's credits are taken off the cost; a commitment's purchase is not use."),
    ):
        lines += ["", f"## {basis.capitalize()} cost", "", note, ""]
        lines += ["| file | in the file | charges | allocated_costs | daily_costs | workbook |"]
        lines += ["|---|---:|---:|---:|---:|---:|"]
        lines += [f"| {title} | {' | '.join(cells[basis])} |" for title, cells in read]
    lines += [
        "",
        "## Files that are not in the tables",
        "",
        f"Not asked for: {kinds}. Of the others, what the night says:",
        "",
        "| file | reason |",
        "|---|---|",
    ]
    lines += [f"| {title} | {reason} |" for title, reason in refused]
    lines += [
        "",
        "The set has no JSON lines of Google Cloud, no CUR 2.0 and no report of Oracle's own; Oracle's FOCUS rows",
        "are in `focus-1.0/focus_sample.csv`. Those formats tie out in tests on files made by hand.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
