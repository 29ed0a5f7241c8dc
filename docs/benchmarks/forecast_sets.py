"""The public sets as `almanac bench-forecast` reads them, and the scores that it gives."""

import csv
import math
import os

import numpy as np


def _numbers(fields):
    values = [f.strip() for f in fields]
    while values and values[-1] == "":
        values.pop()
    return np.array([math.nan if v in ("", "NA") else float(v) for v in values])


def _rows(path):
    with open(path, newline="") as lines:
        return list(csv.reader(lines))


def filled(y, period):
    """Gaps as Almanac fills them: the mean of one season before and after, else along a line."""
    out = y.copy()
    for t in np.flatnonzero(np.isnan(y)) if period > 1 else ():
        later = y[t + period :: period]
        later = later[~np.isnan(later)][:1]
        near = [out[t - period]] if t >= period else []
        near = [v for v in [*near, *later] if not np.isnan(v)]
        out[t] = np.mean(near) if near else np.nan
    known = ~np.isnan(out)
    return np.interp(np.arange(len(out)), np.flatnonzero(known), out[known])


def read(folder):
    """Yields name, season, horizon, scale period, never negative, cases (id, train, test)."""
    for name, m, h, scale in (("Hourly", 24, 48, 24), ("Weekly", 1, 13, 1)):
        train = _rows(os.path.join(folder, "m4", f"{name}-train.csv"))[1:]
        test = {r[0]: _numbers(r[1:]) for r in _rows(os.path.join(folder, "m4", f"{name}-test.csv"))[1:]}
        yield f"M4 {name}", m, h, scale, False, [(r[0], _numbers(r[1:]), test[r[0]]) for r in train]
    series = {}
    for r in _rows(os.path.join(folder, "nn5_daily.csv"))[1:]:
        series.setdefault(r[0], []).append(r[2])
    yield "NN5", 7, 56, 7, True, [_split(k, _numbers(v), 56) for k, v in series.items()]
    shapes = {}
    for r in _rows(os.path.join(folder, "synthetic_cost_daily_wide.csv"))[1:]:
        shapes.setdefault(r[0].split("_")[0], []).append(_split(r[0], _numbers(r[2:]), 30))
    for shape, cases in shapes.items():
        yield f"cost {shape}", 7, 30, 7, True, cases
    rows = _rows(os.path.join(folder, "yahoo_server_hourly_dat0_wide.csv"))
    columns = [_numbers([r[i] or "NA" for r in rows[1:]]) for i in range(1, len(rows[0]))]
    yield "Yahoo dat0", 24, 48, 24, False, [
        _split(rows[0][i + 1], y, 48) for i, y in enumerate(columns) if _moves(y)
    ]
    series = {}
    for r in _rows(os.path.join(folder, "nab_hourly.csv"))[1:]:
        series.setdefault(r[0], []).append(r[2] or "NA")
    yield "NAB hourly", 24, 48, 24, False, [
        _split(k, y, 48) for k, y in ((k, _numbers(v)) for k, v in series.items()) if _moves(y)
    ]
    rows = _rows(os.path.join(folder, "carparts_wide.csv"))
    columns = [_numbers([r[i] or "NA" for r in rows[1:]]) for i in range(1, len(rows[0]))]
    yield "carparts", 1, 12, 1, True, [
        _split(rows[0][i + 1], y, 12)
        for i, y in enumerate(columns)
        if len(y) == len(rows) - 1 and not np.isnan(y).any()
    ]


def _split(name, y, h):
    return name, y[:-h], y[-h:]


def _moves(y):
    known = y[:-48][~np.isnan(y[:-48])]
    return len(set(known)) > 1


def score(train, test, mean, low80, high80, low95, high95, scale_period):
    """sMAPE, MASE, RMSSE, total-APE, coverage 80 and 95, MSIS 95, as Almanac's own benchmark."""
    known = ~np.isnan(test)
    test, mean = test[known], mean[known]
    changes = np.abs(train[scale_period:] - train[:-scale_period])
    scale = np.nanmean(changes)
    rmsse = math.sqrt(np.mean((test - mean) ** 2) / np.nanmean(changes**2))
    size = np.abs(test) + np.abs(mean)
    smape = np.mean(np.where(size == 0, 0, 200 * np.abs(test - mean) / np.where(size == 0, 1, size)))
    mase = np.mean(np.abs(test - mean)) / scale
    total = 100 * abs(test.sum() - mean.sum()) / abs(test.sum()) if test.sum() != 0 else math.nan
    low80, high80, low95, high95 = (b[known] for b in (low80, high80, low95, high95))
    msis = np.mean(
        high95 - low95 + 40 * np.maximum(0, low95 - test) + 40 * np.maximum(0, test - high95)
    ) / scale
    return (
        smape,
        mase,
        rmsse,
        total,
        100 * np.mean((test >= low80) & (test <= high80)),
        100 * np.mean((test >= low95) & (test <= high95)),
        msis,
    )
