#!/usr/bin/env python3
"""Almanac, R's forecast and statsforecast side by side: the same series, the same scores, one run.

usage: python beside.py DIR TABLE.md [--most N] [--most-hourly N] [--keep FOLDER]

DIR holds the public sets (forecast_sets.py names them). Each of the three forecasts the first N
series of every set, by default 15, of sets of hours 8: some methods of the others take half a minute
for one of these. What each prints is kept in FOLDER; what is there already is not run again. Run it
with a Python that has statsforecast; Rscript needs the package forecast. ALMANAC names the launcher,
scripts/almanac by default.

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
    for tool in ("Almanac", "R", "statsforecast"):
        kept = keep / f"{tool}.txt"
        if kept.exists():
            continue
        begin = time.time()
        lines = ""
        for sets, most in groups:
            done = subprocess.run(
                commands(folder, sets, most)[tool], env=ONE_THREAD, stdout=subprocess.PIPE, text=True, check=True
            )
            lines += done.stdout
        kept.write_text(lines)
        print(f"{tool}: {time.time() - begin:.0f} s", file=sys.stderr)


def read(keep):
    """Scores by set, tool and method, in the order in which they were printed."""
    rows = {}
    for tool in ("Almanac", "R", "statsforecast"):
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
            values = [number(methods[tool, "snaive"][score]) for tool in ("Almanac", "R", "statsforecast")]
            if max(values) - min(values) > 0.011 * (1 if score == "total-APE" else 0.1):
                wrong.append(f"{name}, {score}: {values}")
    if wrong:
        raise SystemExit("Cannot compare, the seasonal naive differs: " + "; ".join(wrong))


def table(rows):
    """One line a set and method: best figure of each set in bold, OWA relative to Almanac's base."""
    lines = ["| set | series | by | method | " + " | ".join(SCORES) + " |", "|---" * (len(SCORES) + 4) + "|"]
    for name, methods in rows.items():
        base = methods.get(("Almanac", "naive2"), methods["Almanac", "snaive"])
        shown = {
            key: row
            for key, row in methods.items()
            if key[1] not in BASES or key == ("Almanac", "snaive")
        }
        for row in shown.values():
            owa = sum(number(row[s]) / number(base[s]) for s in ("sMAPE", "MASE")) / 2
            row["OWA"] = f"{owa:.3f}"
        least = {
            score: min(number(row.get(score)) for row in shown.values() if number(row.get(score)) == number(row.get(score)))
            for score in ("sMAPE", "MASE", "OWA", "RMSSE", "total-APE", "MSIS95")
        }
        for (tool, method), row in shown.items():
            cells = []
            for score in SCORES:
                text = row.get(score, "-").replace("NaN", "-").replace("nan", "-")
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
    pathlib.Path(options.table).write_text(table(rows))


if __name__ == "__main__":
    main()
