#!/usr/bin/env python3
"""How long a bill takes, beside DuckDB doing the same: read FOCUS, apply 50 rules, sum by day, team, service.

usage: charges_speed.py TABLE.md FORMAT ROWS...      such as docs/benchmarks/charges.md parquet 1 3 10

FORMAT is parquet or csv.gz, ROWS are millions. Bills are made by `almanac sample-data`. Both run one after
the other on the same files and all cores, and their sums must be the same to the last decimal. DuckDB does
two jobs: "question" keeps nothing but the answer; "load" also writes every column and the owner as Parquet,
zstd, by source and billing period, which a night must do. Of a night, whole process from start to end, the
table has the processor time too, since a JVM warms up on a second core. The marginal cost is that between
the smallest and the largest bill. ALMANAC names the launcher, scripts/almanac by default; RULES asks for so
many rules instead of 50, the first of which are for teams that the bill does not have; REPEATS lets DuckDB run so
often instead of three times. Needs duckdb.
"""
import multiprocessing
import os
import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import duckdb

ALMANAC = os.environ.get(
    "ALMANAC", str(pathlib.Path(__file__).resolve().parents[2] / "scripts" / "almanac")
)
CORES = os.cpu_count()
TEAMS = [
    "perception", "vision", "serving", "simulation", "language", "manipulation", "navigation", "research",
    "data-engine", "platform",
]
CLASSES = {
    "machines": [
        "Amazon Elastic Compute Cloud", "Virtual Machines", "Compute Engine", "Amazon SageMaker", "Vertex AI",
    ],
    "storage": ["Amazon Simple Storage Service", "Storage Accounts", "Cloud Storage"],
    "clusters": [
        "Amazon Elastic Container Service for Kubernetes", "Azure Kubernetes Service", "Kubernetes Engine",
    ],
    "data": ["BigQuery", "AWS Glue", "Amazon Relational Database Service"],
}
ACCOUNTS = [
    "877163320094", "318420075533", "041877230561", "552901847716", "lumen-serving", "lumen-data",
    "lumen-sandbox", "lumen-research", "lumen-platform", "lumen-simulation",
]
SOURCES = ("aws", "azure", "gcp")
STAGES = ("charges", "allocated_costs", "daily_costs")


RULES = int(os.environ.get("RULES", "50"))
REPEATS = int(os.environ.get("REPEATS", "3"))


def rules():
    """Conditions and owners: teams that never come, then ten in four classes of services, then ten accounts."""
    for number in range(RULES - 50):
        services = list(CLASSES.values())[number % len(CLASSES)]
        yield {"team": f"former-{number}", "service": services}, f"former-{number}"
    for team in TEAMS:
        for kind, services in CLASSES.items():
            yield {"team": team, "service": services}, f"{team}-{kind}"
    for account in ACCOUNTS:
        yield {"account": account}, f"account-{account}"


def rule_file():
    lines = ['version: "1"', "rules:"]
    for number, (when, owner) in enumerate(rules()):
        lines.append(f"  - name: rule-{number}\n    when:")
        if "team" in when:
            lines.append(f'      tags: {{ team: "{when["team"]}" }}')
            lines.append(f'      service: [{", ".join(chr(34) + s + chr(34) for s in when["service"])}]')
        else:
            lines.append(f'      sub-account: ["{when["account"]}"]')
        lines.append(f'    owner: {{ team: "{owner}" }}')
    return "\n".join(lines) + "\n"


def case():
    parts = []
    for when, owner in rules():
        if "team" in when:
            services = ", ".join(f"'{service}'" for service in when["service"])
            parts.append(f"when tag = '{when['team']}' and ServiceName in ({services}) then '{owner}'")
        else:
            parts.append(f"when SubAccountId = '{when['account']}' then '{owner}'")
    return "case " + " ".join(parts) + " end"


def reader(folder, form):
    union = "union_by_name = true, filename = true"
    if form == "parquet":
        return f"read_parquet('{folder}/billing/*/*.parquet', {union})"
    # Everything as text, as a bill must be read to keep account ids and digits.
    return f"read_csv('{folder}/billing/*/*.csv.gz', {union}, all_varchar = true)"


def charges(folder, form):
    # Keys of tags differ in case and blanks.
    tag = """lower(regexp_extract(Tags, '(?i)"\\s*team\\s*"\\s*:\\s*"([^"]*)"', 1))"""
    return f"""
      select *, {case()} as team from (
        select * replace (
            ChargePeriodStart::timestamptz as ChargePeriodStart,
            BillingPeriodStart::timestamptz as BillingPeriodStart,
            BilledCost::decimal(38, 18) as BilledCost,
            EffectiveCost::decimal(38, 18) as EffectiveCost,
            ListCost::decimal(38, 18) as ListCost,
            ContractedCost::decimal(38, 18) as ContractedCost),
          regexp_extract(filename, 'billing/([a-z]+)/', 1) as source,
          {tag} as tag
        from {reader(folder, form)})"""


def question(table):
    return f"""
      select ChargePeriodStart::date::varchar, team, ServiceName, sum(EffectiveCost)
      from ({table}) group by all"""


def timed(work):
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    answer = work()
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    return answer, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def duck(folder, form):
    database = duckdb.connect()
    database.execute(f"set threads = {CORES}; set TimeZone = 'UTC'; set enable_progress_bar = false")
    table = charges(folder, form)
    asked, loaded = [], []
    for _ in range(REPEATS):
        answer, wall, cpu = timed(lambda: database.execute(question(table)).fetchall())
        asked.append((wall, cpu))
        out = folder / "duck"
        shutil.rmtree(out, ignore_errors=True)
        _, wall, cpu = timed(
            lambda: (
                database.execute(
                    f"""copy (select * exclude (tag, filename),
                          strftime(BillingPeriodStart, '%Y-%m') as billing_period from ({table}))
                        to '{out}' (format parquet, compression zstd, partition_by (source, billing_period))"""
                ),
                database.execute(
                    question(f"select * from read_parquet('{out}/*/*/*.parquet', union_by_name = true)")
                ).fetchall(),
            )
        )
        loaded.append((wall, cpu))
        shutil.rmtree(out)
    middle = lambda runs: tuple(statistics.median(run[i] for run in runs) for i in (0, 1))
    return {row[:3]: row[3] for row in answer}, middle(asked), middle(loaded)


def night(folder, *options):
    start = time.perf_counter()
    process = subprocess.Popen(
        [ALMANAC, "nightly", "--conf", str(folder / "night.yaml"), "--as-of", "2026-10-20", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit("Cannot run a night: " + printed)
    named = [re.search(rf" {name} +[\d,]+ rows +([\d.]+) s", printed) for name in STAGES]
    stages = sum(float(found.group(1)) for found in named if found)
    return wall, used.ru_utime + used.ru_stime, stages, used.ru_maxrss / 1024 / 1024


def published(folder):
    rows = duckdb.sql(
        f"""select charge_date::varchar, team, service_name, sum(effective_cost)
            from read_parquet('{folder}/out/marts/current/daily_costs/*/*.parquet') group by all"""
    ).fetchall()
    return {row[:3]: row[3] for row in rows}


def prepare(folder, form, rows):
    subprocess.run(
        [ALMANAC, "sample-data", "--out", str(folder), "--rows", str(rows), "--format", "parquet"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    if form == "csv.gz":
        database = duckdb.connect()
        database.execute("set TimeZone = 'UTC'; set enable_progress_bar = false")
        for file in sorted((folder / "billing").rglob("*.parquet")):
            times = ", ".join(
                f"strftime({name}, '%Y-%m-%dT%H:%M:%SZ') as {name}"
                for name in ("BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd")
            )
            database.execute(
                f"copy (select * replace ({times}) from '{file}') to '{file.with_suffix('.csv.gz')}' (header)"
            )
            file.unlink()
    (folder / "rules.yaml").write_text(rule_file())
    sources = "\n".join(
        f"  - {{ name: {name}, format: focus, path: billing/{name}, settling-days: 2 }}" for name in SOURCES
    )
    (folder / "night.yaml").write_text(
        f"company: Speed\nreporting-currency: USD\nsources:\n{sources}\n"
        "allocation-rules: rules.yaml\noutput: { marts: out/marts, reports: out/reports }\n"
    )


def row(title, figures, digits=1):
    return f"| {title} | " + " | ".join(f"{figure:,.{digits}f}" for figure in figures) + " |"


def main():
    if len(sys.argv) < 4 or sys.argv[2] not in ("parquet", "csv.gz"):
        sys.exit(__doc__)
    page, form, sizes = pathlib.Path(sys.argv[1]), sys.argv[2], [float(size) for size in sys.argv[3:]]
    assert sum(1 for _ in rules()) == RULES
    asked, loaded, nights, again, anew = [], [], [], [], []
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/tmp")) as name:
            folder = pathlib.Path(name) / "bill"
            # In a process of its own: a child's most memory is at least that of its parent when it began.
            with multiprocessing.get_context("spawn").Pool(1) as process:
                process.apply(prepare, (folder, form, int(size * 1e6)))
                sums, question_time, load_time = process.apply(duck, (folder, form))
            nights.append(night(folder))
            ours = published(folder)
            if sums != ours:
                wrong = [key for key in sums.keys() | ours.keys() if sums.get(key) != ours.get(key)]
                sys.exit(f"{len(wrong)} sums differ, such as {wrong[0]}")
            again.append(night(folder))
            anew.append(night(folder, "--anew"))
            asked.append(question_time)
            loaded.append(load_time)
        print(size, question_time, load_time, nights[-1], again[-1], anew[-1], flush=True)
    header = "| | " + " | ".join(f"{size:g} M" for size in sizes) + " | a million more |"
    lines = [header, "|---|" + "---:|" * (len(sizes) + 1)]
    for title, figures in (
        ("DuckDB, question, s", [t[0] for t in asked]),
        ("DuckDB, load and question, s", [t[0] for t in loaded]),
        ("DuckDB, load and question, processor s", [t[1] for t in loaded]),
        ("night: charges, allocated_costs, daily_costs, s", [t[2] for t in nights]),
        ("night, whole process, s", [t[0] for t in nights]),
        ("night, whole process, processor s", [t[1] for t in nights]),
        ("night, most memory, GB", [t[3] for t in nights]),
        ("the same night again, s", [t[0] for t in again]),
        ("the same night run anew, s", [t[0] for t in anew]),
    ):
        more = (figures[-1] - figures[0]) / (sizes[-1] - sizes[0]) if len(sizes) > 1 else 0
        lines.append(row(title, figures + [more], 2 if "question" in title else 1))
    page.write_text("\n".join(lines) + "\n")
    print(page.read_text())


if __name__ == "__main__":
    main()
