package io.oriel.loss.cli;

import io.oriel.loss.Counts;
import io.oriel.loss.Impairments;
import io.oriel.loss.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the program prints.
final class Lines {
  private Lines() {}

  /// One second of traffic.
  static String second(long seconds, Counts up, Counts down, long upWaits, long downWaits) {
    return "%5d s  up %s   down %s"
        .formatted(seconds, direction(up, upWaits), direction(down, downWaits));
  }

  private static String direction(Counts counts, long waiting) {
    var text = new StringBuilder(rate(counts.sentBytes() * 8) + " " + counts.sent() + "/s");
    part(text, "lost", counts.lost() + counts.lostInBursts());
    part(text, "too long", counts.tooLong());
    part(text, "queue full", counts.queueFull());
    part(text, "doubled", counts.duplicated());
    part(text, "reordered", counts.reordered());
    part(text, "overflowed", counts.overflowed());
    part(text, "unsendable", counts.unsendable());
    part(text, "waiting", waiting);
    return text.toString();
  }

  private static void part(StringBuilder text, String name, long count) {
    if (count != 0) {
      text.append(", ").append(name).append(' ').append(count);
    }
  }

  /// Everything since the start.
  static List<String> summary(Counts up, Counts down, long refused) {
    var lines = new ArrayList<String>();
    lines.add("%-26s %14s %14s".formatted("", "up", "down"));
    row(lines, "received", up.received(), down.received());
    row(lines, "  bytes", up.receivedBytes(), down.receivedBytes());
    row(lines, "lost at random", up.lost(), down.lost());
    row(lines, "lost in bursts", up.lostInBursts(), down.lostInBursts());
    row(lines, "longer than the MTU", up.tooLong(), down.tooLong());
    row(lines, "queue full", up.queueFull(), down.queueFull());
    row(lines, "doubled", up.duplicated(), down.duplicated());
    row(lines, "reordered", up.reordered(), down.reordered());
    row(lines, "sent", up.sent(), down.sent());
    row(lines, "  bytes", up.sentBytes(), down.sentBytes());
    row(lines, "dropped for memory", up.overflowed(), down.overflowed());
    row(lines, "refused by the kernel", up.unsendable(), down.unsendable());
    row(lines, "never left", up.waiting(), down.waiting());
    if (refused > 0) {
      row(lines, "of clients beyond the most", refused, 0);
    }
    lines.add(
        "%-26s %13.3f%% %13.3f%%"
            .formatted("not delivered", 100 * up.dropped01(), 100 * down.dropped01()));
    return lines;
  }

  private static void row(List<String> lines, String name, long up, long down) {
    lines.add("%-26s %14d %14d".formatted(name, up, down));
  }

  /// The scenarios with their values, for the help.
  static String[] scenarios() {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("Scenarios, down and up:");
    for (Scenario scenario : Scenario.values()) {
      lines.add("  " + scenario.text());
      lines.add("    " + settings(scenario.down()));
      lines.add("    " + settings(scenario.up()));
    }
    return lines.toArray(String[]::new);
  }

  // picocli formats its texts.
  private static String settings(Impairments settings) {
    return settings.toString().replace("%", "%%").replace(",", " ");
  }

  private static String rate(double bits) {
    if (bits >= 1e6) {
      return String.format(Locale.ROOT, "%.1f Mbit/s", bits / 1e6);
    }
    return String.format(Locale.ROOT, "%.1f kbit/s", bits / 1e3);
  }
}
