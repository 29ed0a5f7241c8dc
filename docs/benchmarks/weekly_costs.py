"""Weekly sums of the generated daily cost shapes, as series for `almanac backtest`.

usage: python weekly_costs.py DIR FOLDER     writes FOLDER/weekly-SHAPE.csv, weeks from Monday on
"""

import csv
import datetime
import os
import sys

folder, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)
files = {}
with open(os.path.join(folder, "synthetic_cost_daily_wide.csv"), newline="") as lines:
    for row in list(csv.reader(lines))[1:]:
        name, start, values = row[0], datetime.date.fromisoformat(row[1]), [float(v) for v in row[2:]]
        shape = name.split("_")[0]
        if shape not in files:
            files[shape] = open(os.path.join(out, f"weekly-{shape}.csv"), "w")
            files[shape].write("unique_id,ds,y\n")
        first = -start.weekday() % 7
        for t in range(first, len(values) - 6, 7):
            day = start + datetime.timedelta(t)
            files[shape].write(f"{name},{day},{sum(values[t : t + 7]):.6f}\n")
for file in files.values():
    file.close()
