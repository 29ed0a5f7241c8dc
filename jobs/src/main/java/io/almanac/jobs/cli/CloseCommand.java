package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.mart.PlainAmount;
import io.almanac.jobs.pipeline.PeriodClosing;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the figures of a billing period final. */
@Command(
    name = "close",
    description = {
      "Makes the published figures of a billing period final.",
      "No night changes them any more: what is delivered later stands in restatements and on the"
          + " sheet Changes. Writes the FINAL workbook with checksums. A period that is closed"
          + " already is compared with its checksums."
    },
    footer = {"", "Example: almanac close --conf conf/almanac.yaml --period 2026-10"})
final class CloseCommand implements Callable<Integer> {
  @Mixin private ConfigOption conf;
  @Mixin private PeriodOptions options;

  private final Context context;

  CloseCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    AlmanacConfig config = context.loader().read(conf.file()).config();
    PeriodClosing.Closed closed =
        context.engine().periods().close(config, options.period(), options.by());
    PeriodEvent event = closed.event();
    StringBuilder text = new StringBuilder();
    text.append("Billing period ").append(event.period());
    text.append(closed.isNew() ? " is closed" : " was closed already, and is as it was closed");
    text.append(": figures as of ").append(event.asOf());
    text.append(", by ").append(event.recordedBy());
    text.append(" at ").append(event.recordedAt()).append(".\n");
    TextTable table = new TextTable("lrrr");
    table.row("Source", "charges", "billed cost", "effective cost");
    for (ControlTotal total : event.totals()) {
      table.row(
          total.source(),
          Long.toString(total.rows()),
          PlainAmount.of(total.billed()) + " " + total.currency(),
          PlainAmount.of(total.effective()) + " " + total.currency());
    }
    text.append(table.text());
    for (Path report : closed.reports()) {
      text.append(report).append('\n');
    }
    context.console().print(text.toString());
    return ExitCode.DONE.status();
  }
}
