package io.almanac.jobs.mart;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** The marts that hold what was charged, and to whom. */
public final class CostMarts {
  /** Every charge under its FOCUS name. */
  public static final Mart CHARGES =
      Mart.named("charges", "One charge of a provider's bill, as one input row stated it.")
          .columns(FocusColumns.ALL)
          .text("x_SourceFormat", "The reader that read the row, such as focus or aws-cur.")
          .text("x_FocusVersion", "The FOCUS version that the file's columns show, if FOCUS.")
          .text("x_SourceFile", "The file, relative to the source's path.")
          .count("x_SourceRow", "rows", "The record in the file, from 1, header not counted.")
          .text(
              "x_OriginalValues",
              "JSON object of column to original text for every value that was changed on reading;"
                  + " null when none was.")
          .text(
              "x_OtherColumns",
              "JSON object of the input columns that FOCUS does not know; null when there are"
                  + " none.")
          .text(
              "x_Flags",
              "Comma-separated findings about the row that do not reject it; null if none.")
          .partitionedBy(Partitions.SOURCE, Partitions.BILLING_PERIOD);

  /** Input rows that could not become a charge. */
  public static final Mart CHARGE_REJECTS =
      Mart.named("charge_rejects", "One input row that could not become a charge.")
          .text("source_format", "The reader that read the row.")
          .text("source_file", "The file, relative to the source's path.")
          .count("source_row", "rows", "The record in the file, from 1, header not counted.")
          .text("reason", "Why, one sentence per fault, separated by semicolons.")
          .text("billing_currency", "The row's currency as far as it could be read.")
          .money("billed_cost", "The row's billed cost as far as it could be read; null if not.")
          .text("raw_row", "The row as it came, as JSON object of column to text.")
          .partitionedBy(Partitions.SOURCE, Partitions.BILLING_PERIOD);

  /** The columns of {@link #ALLOCATED_COSTS} that only shared costs have a value in. */
  public static final List<String> SHARING =
      List.of(
          "sharing",
          "split_path",
          "shared_from_team",
          "shared_from_project",
          "shared_from_cost_center");

  /** The columns of {@link #ALLOCATED_COSTS} that only charges of Kubernetes clusters have. */
  public static final List<String> KUBERNETES =
      List.of("kubernetes_cluster", "kubernetes_namespace");

  /** How many charges a row counts as, where charges stand in pieces: in no mart. */
  public static final String CHARGE_COUNT = "x_ChargeCount";

  /** The columns that hold costs in the reporting currency, and how they came there. */
  private static final List<MartColumn> CONVERTED =
      List.of(
          new MartColumn(
              "reporting_currency",
              DataTypes.StringType,
              "",
              "The currency that costs are reported in; null in what was closed before there was"
                  + " one."),
          new MartColumn(
              "exchange_rate",
              Mart.MONEY,
              "reporting_currency per billing_currency",
              "The rate of the billing month, 1 between the same currencies; null where none is"
                  + " known."),
          converted("billed_cost"),
          converted("effective_cost"),
          converted("contracted_cost"),
          converted("list_cost"));

  /** The columns of {@link #ALLOCATED_COSTS} that conversion fills in. */
  public static final List<String> CONVERSION = CONVERTED.stream().map(MartColumn::name).toList();

  /** Charges by owner. */
  public static final Mart ALLOCATED_COSTS =
      Mart.named(
              "allocated_costs",
              "Charge date, billing period, sub account, service, SKU, resource, charge category and"
                  + " owner, of Kubernetes clusters also namespace, with the rule that decided; costs"
                  + " that a split rule concerns have no sub account, SKU and region, and a"
                  + " resource only where it is a machine with GPUs.")
          .date("charge_date", "The day of use.")
          .text("invoice_id", "The invoice, if the bill names it.")
          .text(
              "billing_currency",
              "The bill's currency, in which every cost is that does not say otherwise.")
          .text("service_provider_name", "Who offers the service.")
          .text("sub_account_id", "The account below the billing account.")
          .text("sub_account_name", "The display name of the sub account.")
          .text("service_category", "The class of the service, a FOCUS term.")
          .text("service_name", "The service.")
          .text("sku_id", "The priced product.")
          .text("region_id", "The region.")
          .text("resource_id", "The resource.")
          .text("resource_name", "The display name of the resource.")
          .text("charge_category", "Usage, Purchase, Tax, Credit or Adjustment.")
          .text("charge_class", "Correction, or null.")
          .flag("is_gpu", "Whether the charge is for a machine with GPUs.")
          .columns(Owners.COLUMNS)
          .text(
              "rule_name",
              "The allocation rule that decided, or for shared costs the split rules, first to last;"
                  + " null means that none took the row.")
          .text("rule_version", "The version of the rule set, or of the file that has the rule.")
          .decimal(
              "share",
              "ratio",
              "The part of the charges that this owner bears, 0 to 1; 1 unless they are shared.")
          .money("billed_cost", "What invoices take.")
          .money("effective_cost", "Cost with prepaid commitments spread over their use.")
          .money("contracted_cost", "Cost at negotiated prices.")
          .money("list_cost", "Cost at public prices.")
          .decimal("consumed_quantity", "consumed_unit", "How much was consumed.")
          .text("consumed_unit", "The unit of consumed_quantity.")
          .count(
              "charge_rows",
              "rows",
              "How many charges the row sums up; of those that were divided or shared out, each is"
                  + " counted in one row.")
          .text("rule_set", "The rule set that decided; null where rules have no sets.")
          .text(
              "sharing",
              "shared: split rules shared the cost out; kept: one would have, but no target has what"
                  + " it goes by; null: none concerns the row.")
          .text(
              "split_path",
              "The split rules that the cost went through and what each goes by, such as tax by"
                  + " cost; null for none.")
          .text("shared_from_team", "The team that the allocation rules gave a shared cost to.")
          .text("shared_from_project", "The project that they gave it to, if any.")
          .text("shared_from_cost_center", "The cost centre that they gave it to, if any.")
          .text(
              "kubernetes_cluster",
              "The Kubernetes cluster that the charges are for, as the settings name it; else null.")
          .text(
              "kubernetes_namespace",
              "The namespace that bears this part of them, or __idle__, __unallocated__ or"
                  + " __unmounted__; null where kubernetes_cluster is, and where the charges stay"
                  + " whole because the cluster's files do not have their day.")
          .columns(CONVERTED)
          .partitionedBy(Partitions.SOURCE, Partitions.BILLING_PERIOD);

  /** Cost per day and owner. */
  public static final Mart DAILY_COSTS =
      Mart.named(
              "daily_costs",
              "Charge date, team, project, environment, cost centre, service category, service, GPU"
                  + " or not, currency and exchange rate.")
          .key(
              "charge_date",
              "billing_currency",
              "team",
              "project",
              "environment",
              "cost_center",
              "service_category",
              "service_name",
              "is_gpu",
              "reporting_currency",
              "exchange_rate")
          .date("charge_date", "The day of use.")
          .text(
              "billing_currency",
              "The bill's currency, in which every cost is that does not say otherwise.")
          .columns(Owners.COLUMNS.subList(0, 4))
          .text("service_category", "The class of the service, a FOCUS term.")
          .text("service_name", "The service.")
          .flag("is_gpu", "Whether the cost is for machines with GPUs.")
          .flag("is_settled", "Whether every source's bill of this day is complete.")
          .money("billed_cost", "What invoices take.")
          .money("effective_cost", "Cost with prepaid commitments spread over their use.")
          .money("contracted_cost", "Cost at negotiated prices.")
          .money("list_cost", "Cost at public prices.")
          .columns(CONVERTED)
          .partitionedBy(Partitions.CHARGE_MONTH);

  /** The night's checks. */
  public static final Mart RECONCILIATION =
      Mart.named(
              "reconciliation",
              "One check of one source, billing period, invoice and currency; \"all\" stands where a"
                  + " check spans them.")
          .key("check_name", "source", "billing_period", "invoice_id", "billing_currency")
          .text("check_name", "What is compared.")
          .text("source", "The cost export, or \"all\".")
          .text("invoice_id", "The invoice, \"all\", or null where the bill names none.")
          .text("billing_currency", "The currency of the amounts.")
          .money(
              "invoiced_cost", "What the provider's invoice says; null where no invoice is loaded.")
          .money("ingested_cost", "Billed cost of all rows that were read.")
          .money("charged_cost", "Billed cost in charges.")
          .money("rejected_cost", "Billed cost in charge_rejects, as far as it could be read.")
          .money("allocated_cost", "Cost with an owner.")
          .money("unallocated_cost", "Cost without an owner.")
          .money("left_cost", "The first side of the comparison.")
          .money("right_cost", "The second side of the comparison.")
          .money("difference", "left_cost - right_cost.")
          .count("ingested_rows", "rows", "Rows that were read.")
          .count("charge_rows", "rows", "Rows in charges.")
          .count("rejected_rows", "rows", "Rows in charge_rejects.")
          .text(
              "status",
              "PASS or FAIL; of an invoice also EXPLAINED (its own tax, credit, rounding and late"
                  + " lines account for the difference) or NO INVOICE (charges for which none was"
                  + " loaded).")
          .text("explanation", "What was compared, in words.")
          .money(
              "explained_cost",
              "What the invoice's tax, credit, rounding and late lines have and charges do not; null"
                  + " where no invoice is loaded.")
          .money("unexplained_cost", "difference - explained_cost.")
          .money("tolerance", "How far an invoice and its charges may be apart; null in others.")
          .partitionedBy(Partitions.BILLING_PERIOD);

  private CostMarts() {}

  private static MartColumn converted(String cost) {
    return new MartColumn(
        "reporting_" + cost,
        Mart.MONEY,
        "reporting_currency",
        cost + " at the exchange rate, row by row; null without a rate.");
  }
}
