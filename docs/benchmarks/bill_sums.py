"""What a cost export costs, by the provider's own columns: code that shares nothing with Almanac.

Python's csv reads the file and Decimal adds. A recipe turns a record into its billed and its effective cost,
as the provider's documentation says it: what the invoice has, and what was used.
"""
import ast
import collections
import csv
import datetime
import gzip
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

NONE = Decimal(0)
# Columns that tell a format, in lower case; the first format that has all of them counts.
FORMATS = [
    ("focus", {"billedcost", "effectivecost", "chargeperiodstart", "billingcurrency"}),
    ("aws-cur-2", {"line_item_unblended_cost", "resource_tags"}),
    ("aws-cur", {"lineitem/unblendedcost"}),
    ("gcp-billing", {"cost", "invoice.month", "credits"}),
    ("azure-actual", {"metercategory", "consumedservice"}),
]
STARTS = ("chargeperiodstart", "lineitem/usagestartdate", "usage_start_time", "date", "usagedatetime")
CURRENCIES = ("billingcurrency", "lineitem/currencycode", "billingcurrencycode", "currency")
DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y")


def records(file):
    """The records of a CSV file, with column names in lower case."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8-sig", newline="") as lines:
        for record in csv.DictReader(lines):
            yield {name.lower(): (value or "").strip() for name, value in record.items() if name}


def columns(file):
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8-sig", newline="") as lines:
        return {name.lower() for name in next(csv.reader(lines), [])}


def form(file):
    """The format of a file by its columns; focus when they tell nothing."""
    there = columns(file)
    found = next((name for name, needed in FORMATS if needed <= there), "focus")
    # Both data sets have the same columns; the name of the file says which one it is.
    return "azure-amortized" if found == "azure-actual" and "amorti" in file.name.lower() else found


def currency(file):
    """The only currency of a file; US dollars where it has none."""
    found = {record[name] for record in records(file) for name in CURRENCIES if record.get(name)}
    if len(found) > 1:
        raise SystemExit(f"Cannot sum up {file}: it has {len(found)} currencies, {sorted(found)}")
    return min(found, default="USD")


def last_month(file):
    """The month of the newest charge, such as 2026-05; none where there is no charge."""
    found = [day(record[name]) for record in records(file) for name in STARTS if record.get(name)]
    return f"{max(found):%Y-%m}" if found else None


def day(text):
    first = text.replace("T", " ").split(" ")[0]
    for pattern in DAYS:
        try:
            return datetime.datetime.strptime(first, pattern).date()
        except ValueError:
            continue
    raise SystemExit(f"Cannot read date: {text}")


def number(text):
    return Decimal(text) if text else NONE


def aws(record):
    """The costs of a line item by its type; net costs where the report has them."""
    kind = record["lineitem/lineitemtype"]
    net = "net" if record.get("lineitem/netunblendedcost") else ""
    billed = number(record[f"lineitem/{net}unblendedcost"])
    used = billed
    if kind == "SavingsPlanCoveredUsage":
        used = number(record[f"savingsplan/{net}savingsplaneffectivecost"])
    elif kind == "SavingsPlanRecurringFee":
        used = number(record["savingsplan/totalcommitmenttodate"]) - number(record["savingsplan/usedcommitment"])
    elif kind in ("SavingsPlanNegation", "SavingsPlanUpfrontFee"):
        used = NONE
    elif kind == "DiscountedUsage":
        used = number(record[f"reservation/{net}effectivecost"])
    elif kind == "RIFee":
        used = number(record[f"reservation/{net}unusedamortizedupfrontfeeforbillingperiod"])
        used += number(record[f"reservation/{net}unusedrecurringfee"])
    elif kind == "Fee" and record.get("reservation/reservationarn"):
        used = NONE
    return billed, used


def azure_cost(record):
    names = ("costinbillingcurrency", "cost", "pretaxcost")
    return number(next((record[name] for name in names if record.get(name)), ""))


def is_committed(record):
    return record.get("pricingmodel") in ("Reservation", "SavingsPlan")


def is_commitment(record):
    """Whether a record is the purchase or refund of a reservation or savings plan."""
    return record.get("chargetype") in ("Purchase", "Refund") and is_committed(record)


def azure_actual(record):
    """Billed as it stands; a commitment itself is not use, and what it covers costs nothing here."""
    cost = azure_cost(record)
    return cost, NONE if is_committed(record) else cost


def azure_amortized(record):
    """Used as it stands; what a commitment covers, or leaves unused, was billed with the commitment."""
    cost = azure_cost(record)
    covered = record.get("chargetype") in ("Usage", "UnusedReservation", "UnusedSavingsPlan")
    return NONE if covered and is_committed(record) else cost, cost


def gcp(record):
    """Cost and all its credits, which stand in Python's notation."""
    credits = ast.literal_eval(record["credits"] or "[]")
    cost = number(record["cost"]) + sum((Decimal(repr(credit["amount"])) for credit in credits), NONE)
    return cost, cost


def focus(record):
    return number(record["billedcost"]), number(record["effectivecost"])


RECIPES = {
    "focus": focus,
    "aws-cur": aws,
    "gcp-billing": gcp,
    "azure-actual": azure_actual,
    "azure-amortized": azure_amortized,
}


Sums = collections.namedtuple("Sums", "records left_out billed effective kept_billed kept_effective rounded")


def kept(cost):
    """A cost with 18 decimals, which is what DECIMAL(38,18) keeps of it."""
    return cost.quantize(Decimal("1e-18"), ROUND_HALF_EVEN)


def costs(files, name):
    """Records, those whose money is elsewhere, exact sums, sums of costs with 18 decimals, costs that had more."""
    with localcontext() as context:
        context.prec = 60
        pairs, count, left_out = [], 0, 0
        for file in files:
            # Of actual and amortised cost together, actual cost gives the commitments and nothing else.
            own = form(file) if name == "azure-cost-details" else name
            for record in records(file):
                count += 1
                if name == "azure-cost-details" and own == "azure-actual" and not is_commitment(record):
                    left_out += 1
                else:
                    pairs.append(RECIPES[own](record))
        exact = [sum(column, NONE) for column in zip(*pairs)] or [NONE, NONE]
        short = [sum(map(kept, column), NONE) for column in zip(*pairs)] or [NONE, NONE]
        rounded = sum(any(kept(cost) != cost for cost in pair) for pair in pairs)
        return Sums(count, left_out, *exact, *short, rounded)
