"""Scores statsforecast on the public sets: AutoETS, AutoTheta, AutoARIMA, AutoCES, MSTL, median.

usage: python statsforecast_sets.py DIR [--set PART ...] [--most N] [--model NAME ...]

--most takes only the first N series of each set: AutoARIMA with a season takes seconds a series.
"""

import argparse
import sys
import time
import warnings

import numpy as np
import forecast_sets
from statsforecast.models import (
    MSTL,
    AutoARIMA,
    AutoCES,
    AutoETS,
    AutoTheta,
    SeasonalNaive,
)

warnings.filterwarnings("ignore")


def models(season):
    long = season if season <= 24 else 1
    return {
        "snaive": lambda: SeasonalNaive(season_length=season),
        "AutoETS": lambda: AutoETS(season_length=long),
        "AutoTheta": lambda: AutoTheta(season_length=long),
        "AutoARIMA": lambda: AutoARIMA(season_length=long),
        "AutoCES": lambda: AutoCES(season_length=long),
        "MSTL": lambda: MSTL(season_length=[24, 168] if season == 24 else max(2, season)),
    }


def forecast(model, y, h):
    result = model.forecast(y=y, h=h, level=[80, 95])
    return [
        np.asarray(result[k], dtype=float)
        for k in ("mean", "lo-80", "hi-80", "lo-95", "hi-95")
    ]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("--set", nargs="*", default=[""])
    arguments.add_argument("--most", type=int, default=10**9)
    arguments.add_argument("--model", nargs="*")
    options = arguments.parse_args()
    print(f"{'set':14} {'method':12} {'series':>6} {'sMAPE':>8} {'MASE':>7} {'RMSSE':>7} {'total-APE':>9}"
          f" {'cov80':>5} {'cov95':>5} {'MSIS95':>7} {'CPU ms':>9}")
    for name, season, h, scale, positive, cases in forecast_sets.read(options.folder):
        if not any(part.lower() in name.lower() for part in options.set):
            continue
        cases = cases[: options.most]
        made = {}
        for label, make in models(season).items():
            if options.model and label not in options.model:
                continue
            if label == "MSTL" and season == 1:
                continue
            try:  # compiles what the model needs, which is not timed
                forecast(make(), forecast_sets.filled(cases[0][1], season)[-max(100, 4 * season) :], h)
            except Exception:
                pass
            forecasts, begin = [], time.process_time()
            for _, train, _ in cases:
                y = forecast_sets.filled(train, season)
                try:
                    forecasts.append(forecast(make(), y, h))
                except Exception as problem:
                    print(f"{name}, {label}: seasonal naive instead: {problem}", file=sys.stderr)
                    forecasts.append(forecast(SeasonalNaive(season_length=season), y, h))
            made[label] = (forecasts, time.process_time() - begin)
        all_models = [made[label] for label in made if label != "snaive"]
        if len(all_models) > 1:
            made["median"] = (
                [list(np.median([f[0][i] for f in all_models], axis=0)) for i in range(len(cases))],
                sum(f[1] for f in all_models),
            )
        for label, (forecasts, seconds) in made.items():
            scores = []
            for (_, train, test), bounds in zip(cases, forecasts):
                b = [np.maximum(0, x) if positive else np.asarray(x) for x in bounds]
                scores.append(forecast_sets.score(train, test, *b, scale))
            s = np.array(scores)
            s[~np.isfinite(s)] = np.nan
            m = np.nanmean(s, axis=0)
            print(f"{name:14} {label:12} {len(cases):6} {m[0]:8.3f} {m[1]:7.3f} {m[2]:7.3f} {m[3]:9.2f}"
                  f" {m[4]:5.1f} {m[5]:5.1f} {m[6]:7.2f} {1000 * seconds / len(cases):9.2f}", flush=True)


main()
