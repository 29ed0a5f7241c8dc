#!/usr/bin/env python3
"""Almanac, R's forecast and statsforecast side by side: the same series, the same scores, one run.

usage: python beside.py DIR TABLE.md [--most N] [--most-hourly N] [--keep FOLDER]

DIR holds the public sets (forecast_sets.py names them). Each of the three forecasts the first N
series of every set, by default 15, of sets of hours 8: some methods of the others take half a minute
for one of these. What each prints is kept in FOLDER; what is there already is not run again. Run it
with a Python that has statsforecast; Rscript needs the package forecast. ALMANAC names the launcher,
scripts/almanac by default.

All takes about three quarters of an hour of one core. TABLE.md gets two tables: Almanac beside the
best method of each of the others, chosen afresh for each set and score, which no one could know
beforehand; and every method with all its scores.

Ends with an error when the seasonal naive of the three differs in any score: then they did not
forecast the same series, or not score them the same way.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ALMANAC = os.environ.get("ALMANAC", str(HERE.parents[1] / "scripts" / "almanac"))
HOURLY = ["hourly", "yahoo"]
OTHERS = ["weekly", "nn5"] + [
    f"cost {shape}" for shape in ("plain", "step", "monthend", "yearly", "spiky", "batch")
] + ["carparts"]
SCORES = ["sMAPE", "MASE", "OWA", "RMSSE", "total-APE", "cov80", "cov95", "MSIS95", "CPU ms"]
BASES = ("snaive", "naive2")
TOOLS = ("Almanac", "R", "statsforecast")
ONE_THREAD = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", NUMBA_NUM_THREADS="1")


def commands(folder, sets, most):
    """What each tool is called with for some sets."""
    named = [argument for one in sets for argument in ("--set", one)]
    ours = [ALMANAC, "bench-forecast", "--data", folder, "--most", str(most), *named]
    r = ["Rscript", str(HERE / "r_forecast_sets.R")]
    nixtla = [sys.executable, str(HERE / "statsforecast_sets.py")]
    rest = [folder, "--most", str(most), "--set", *sets]
    return {
        "Almanac": [*ours, "--method", "engine", "--method", "snaive"],
        "R": [*r, *rest],
        "statsforecast": [*nixtla, *rest],
    }


def run(folder, keep, groups):
    """Lets each tool print its lines, unless they are kept from before."""
    for tool in TOOLS:
        kept = keep / f"{tool}.txt"
        if kept.exists():
            continue
        begin = time.time()
        lines = ""
        for sets, most in groups:
            command = commands(folder, sets, most)[tool]
            done = subprocess.run(
                command, env=ONE_THREAD, stdout=subprocess.PIPE, text=True, check=True
            )
            lines += done.stdout
        kept.write_text(lines)
        print(f"{tool}: {time.time() - begin:.0f} s", file=sys.stderr)


def read(keep):
    """Scores by set, tool and method, in the order in which they were printed."""
    rows = {}
    for tool in TOOLS:
        for line in (keep / f"{tool}.txt").read_text().splitlines():
            name, fields = line[:14].strip(), line[14:].replace("CPU ms", "CPU").split()
            if name == "set":
                columns = [c.replace("CPU", "CPU ms") for c in fields]
                continue
            row = dict(zip(columns, fields))
            rows.setdefault(name, {})[tool, row["method"]] = row
    return rows


def number(text):
    return float("nan") if text in ("-", "NA", None) else float(text)


def check(rows):
    """The seasonal naive must be the same by all three."""
    wrong = []
    for name, methods in rows.items():
        for score in ("series", "sMAPE", "MASE", "RMSSE", "total-APE"):
            values = [
                number(methods[tool, "snaive"][score]) for tool in TOOLS if (tool, "snaive") in methods
            ]
            if max(values) - min(values) > 0.011 * (1 if score == "total-APE" else 0.1):
                wrong.append(f"{name}, {score}: {values}")
    if wrong:
        raise SystemExit("Cannot compare, the seasonal naive differs: " + "; ".join(wrong))


def is_number(text):
    return number(text) == number(text)


def add_owa(rows):
    """OWA of every method, relative to Naive2 (M4, Yahoo, NAB, carparts) or the seasonal naive."""
    for methods in rows.values():
        base = methods.get(("Almanac", "naive2"), methods["Almanac", "snaive"])
        for row in methods.values():
            owa = sum(number(row[s]) / number(base[s]) for s in ("sMAPE", "MASE")) / 2
            row["OWA"] = f"{owa:.3f}"


def summary(rows):
    """Almanac beside the best method of each of the others, chosen for each set and score."""
    lines = [
        "| set | series | figure | Almanac | best of R | best of statsforecast | its median |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, methods in rows.items():
        of = {t: {m: r for (by, m), r in methods.items() if by == t and m not in BASES} for t in TOOLS}
        series = of["Almanac"]["engine"]["series"]
        for score in ("MASE", "OWA", "RMSSE", "total-APE", "MSIS95"):
            cells = [of["Almanac"]["engine"][score]]
            for tool in ("R", "statsforecast"):
                known = {
                    m: r[score] for m, r in of[tool].items() if m != "median" and is_number(r[score])
                }
                best = min(known, key=lambda m: number(known[m]), default=None)
                cells.append(f"{known[best]} ({best})" if known else "-")
            cells.append(of["statsforecast"].get("median", {}).get(score, "-"))
            least = min(number(c.split()[0]) for c in cells if is_number(c.split()[0]))
            cells = [f"**{c}**" if number(c.split()[0]) == least else c for c in cells]
            lines.append(f"| {name} | {series} | {score} | " + " | ".join(cells) + " |")
        cpu = [sum(number(r["CPU ms"]) for m, r in of[t].items() if m != "median") for t in TOOLS]
        all_of = [f"all {one:,.0f}" if one else "-" for one in cpu]
        lines.append(
            f"| {name} | {series} | CPU ms a series | {cpu[0]:,.0f} | {all_of[1]} | {all_of[2]} |"
            f" {all_of[2]} |"
        )
    return "\n".join(lines) + "\n"


def table(rows):
    """One line a set and method; the best figure of each set in bold."""
    head = ["set", "series", "by", "method", *SCORES]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for name, methods in rows.items():
        shown = {k: r for k, r in methods.items() if k[1] not in BASES or k == ("Almanac", "snaive")}
        least = {
            score: min(number(r[score]) for r in shown.values() if is_number(r.get(score, "-")))
            for score in ("sMAPE", "MASE", "OWA", "RMSSE", "total-APE", "MSIS95")
        }
        for (tool, method), row in shown.items():
            cells = []
            for score in SCORES:
                text = row[score] if is_number(row.get(score, "-")) else "-"
                best = score in least and number(text) == least[score]
                cells.append(f"**{text}**" if best else text)
            by = "all three" if method == "snaive" else tool
            lines.append(f"| {name} | {row['series']} | {by} | {method} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("table")
    arguments.add_argument("--most", type=int, default=15)
    arguments.add_argument("--most-hourly", type=int, default=8)
    arguments.add_argument("--keep")
    options = arguments.parse_args()
    keep = pathlib.Path(options.keep or tempfile.mkdtemp())
    keep.mkdir(parents=True, exist_ok=True)
    run(options.folder, keep, [(HOURLY, options.most_hourly), (OTHERS, options.most)])
    rows = read(keep)
    check(rows)
    add_owa(rows)
    pathlib.Path(options.table).write_text(summary(rows) + "\n" + table(rows))


if __name__ == "__main__":
    main()
