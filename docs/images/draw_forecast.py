#!/usr/bin/env python3
"""Draws forecast.png from the marts of the demo: the company's daily cost and its forecast.

usage: draw_forecast.py MARTS-FOLDER PNG      such as: almanac-demo/marts/current forecast.png

Needs duckdb, pandas, pyarrow and matplotlib, for this picture alone.
"""
import sys

import duckdb
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

marts, picture = sys.argv[1:]
actual = duckdb.sql(
    f"""select charge_date as day, sum(effective_cost)::double as cost
        from read_parquet('{marts}/daily_costs/**/*.parquet')
        where is_settled and charge_date >= date '2026-01-01'
        group by charge_date order by charge_date"""
).df()
forecast = duckdb.sql(
    f"""select target_date as day, mean_cost::double as mean,
               lower_80::double as low80, upper_80::double as high80,
               lower_95::double as low95, upper_95::double as high95
        from read_parquet('{marts}/forecasts/**/*.parquet')
        where is_total order by target_date"""
).df()

plt.rcParams.update({"font.family": "DejaVu Sans", "font.size": 9})
figure, axes = plt.subplots(figsize=(9, 3.6), dpi=100)
axes.fill_between(forecast.day, forecast.low95, forecast.high95, color="#fbe3c8", label="95 %")
axes.fill_between(forecast.day, forecast.low80, forecast.high80, color="#f4c58e", label="80 %")
axes.plot(forecast.day, forecast["mean"], color="#d97706", linewidth=1.3, label="forecast")
axes.plot(actual.day, actual.cost, color="#1f3864", linewidth=0.9, label="actual")
axes.set_ylim(bottom=0)
axes.margins(x=0.01)
axes.yaxis.set_major_formatter("{x:,.0f}")
axes.set_title("Lumen Robotics: effective cost a day, USD", loc="left", fontweight="bold")
axes.grid(axis="y", color="#dddddd", linewidth=0.6)
axes.spines[["top", "right", "left"]].set_visible(False)
axes.legend(loc="upper left", ncols=4, frameon=False)
figure.tight_layout()
figure.savefig(picture)
