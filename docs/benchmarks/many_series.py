"""Many daily cost series: generates them, scores forecasts of them, forecasts by statsforecast.

usage: python many_series.py generate N FOLDER     train.csv (730 days) and test.csv (30 days)
       python many_series.py statsforecast FOLDER [--most N]    writes statsforecast.csv, says seconds
       python many_series.py score FOLDER FORECASTS.csv         sMAPE, MASE, total-APE

The series are what teams cost: a week, a slow trend, noise that hangs together; every third one has
a monthly fee, every fifth a lasting jump, every seventh a yearly wave. The same N, the same bytes.
"""

import csv
import datetime
import math
import sys
import time

import numpy as np

TRAIN, TEST, WEEK = 730, 30, 7
FIRST = datetime.date(2024, 10, 1)


def series(i):
    random = np.random.default_rng(1000 + i)
    days = [FIRST + datetime.timedelta(t) for t in range(TRAIN + TEST)]
    t = np.arange(TRAIN + TEST)
    week = 1 + random.uniform(0, 0.4) * np.array([0, 0.1, 0.1, 0.05, 0, -0.8, -1])
    level = np.exp(random.normal(5, 1.2)) * np.exp(random.normal(0, 0.0006) * t)
    noise = np.zeros(len(t))
    for k, shock in enumerate(random.normal(0, random.uniform(0.02, 0.1), len(t))):
        noise[k] = 0.5 * noise[k - 1] + shock if k else shock
    y = level * np.array([week[d.weekday()] for d in days]) * np.exp(noise)
    if i % 3 == 0:
        fee, day = level[0] * random.uniform(2, 15), random.integers(1, 6)
        y += np.array([fee if d.day == day else 0 for d in days])
    if i % 5 == 0:
        y[random.integers(200, 700) :] *= random.uniform(0.5, 2)
    if i % 7 == 0:
        y *= 1 + 0.3 * np.sin(2 * math.pi * (t + random.integers(0, 365)) / 365.25)
    return days, y


def generate(count, folder):
    with open(f"{folder}/train.csv", "w") as train, open(f"{folder}/test.csv", "w") as test:
        for file in (train, test):
            file.write("unique_id,ds,y\n")
        for i in range(count):
            for t, (day, value) in enumerate(zip(*series(i))):
                (train if t < TRAIN else test).write(f"team_{i:05d},{day},{value:.4f}\n")


def read(path):
    found = {}
    with open(path, newline="") as lines:
        rows = csv.reader(lines)
        header = next(rows)
        value = header.index("y") if "y" in header else header.index("mean")
        for row in rows:
            found.setdefault(row[0], []).append(float(row[value]))
    return {name: np.array(values) for name, values in found.items()}


def score(folder, forecasts):
    train, test, made = read(f"{folder}/train.csv"), read(f"{folder}/test.csv"), read(forecasts)
    scores = []
    for name, mean in made.items():
        y = test[name]
        scale = np.mean(np.abs(train[name][WEEK:] - train[name][:-WEEK]))
        error = np.abs(y - mean)
        scores.append(
            (
                np.mean(200 * error / (np.abs(y) + np.abs(mean))),
                np.mean(error) / scale,
                100 * abs(y.sum() - mean.sum()) / y.sum(),
            )
        )
    print(f"{len(scores)} series: sMAPE %.3f, MASE %.3f, total-APE %.2f" % tuple(np.mean(scores, 0)))


def statsforecast(folder, most):
    import pandas as pd
    from statsforecast import StatsForecast
    from statsforecast.models import AutoARIMA, AutoETS, AutoTheta

    frame = pd.read_csv(f"{folder}/train.csv", parse_dates=["ds"])
    names = frame.unique_id.unique()[:most]
    frame = frame[frame.unique_id.isin(names)]
    models = [AutoETS(season_length=WEEK), AutoTheta(season_length=WEEK), AutoARIMA(season_length=WEEK)]
    begin = time.time()
    made = StatsForecast(models=models, freq="D", n_jobs=-1).forecast(df=frame, h=TEST)
    seconds = time.time() - begin
    made["mean"] = made[["AutoETS", "AutoTheta", "AutoARIMA"]].median(axis=1)
    made[["unique_id", "ds", "mean"]].to_csv(f"{folder}/statsforecast.csv", index=False)
    print(f"{len(names)} series in {seconds:.0f} s: {seconds / len(names) * 1000:.0f} ms a series")


command, rest = sys.argv[1], sys.argv[2:]
if command == "generate":
    generate(int(rest[0]), rest[1])
elif command == "score":
    score(rest[0], rest[1])
else:
    statsforecast(rest[0], int(rest[2]) if len(rest) > 2 else 10**9)
