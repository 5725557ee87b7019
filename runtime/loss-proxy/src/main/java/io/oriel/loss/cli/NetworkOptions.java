package io.oriel.loss.cli;

import io.oriel.loss.Impairments;
import io.oriel.loss.Scenario;
import picocli.CommandLine.Option;

/// What the network does: a scenario, settings of both directions on top, then those of each.
final class NetworkOptions {
  @Option(names = "--scenario", description = "A named network to begin with, see below.")
  private String scenario;

  @Option(names = "--loss", paramLabel = "P%", description = "Random loss, 0%% to 100%%.")
  private String loss;

  @Option(
      names = "--burst",
      paramLabel = "E%/L%[/I%[/O%]]",
      description =
          "Burst loss: per datagram the network turns bad with E and good again with L; bad it"
              + " loses I (100%%), good O (0%%).")
  private String burst;

  @Option(names = "--delay", paramLabel = "TIME", description = "Delay, 0ms to 60s.")
  private String delay;

  @Option(names = "--jitter", paramLabel = "TIME", description = "Spread of the delay.")
  private String jitter;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description = "How it spreads: uniform (usual), normal, pareto.")
  private String shape;

  @Option(
      names = "--order",
      paramLabel = "free|kept",
      description = "Whether jitter lets datagrams overtake each other: free (usual), kept.")
  private String order;

  @Option(names = "--reorder", paramLabel = "P%", description = "Datagrams that are reordered:")
  private String reorder;

  @Option(
      names = "--reorder-by",
      paramLabel = "TIME",
      description = "... held back so much longer; without it they skip the delay.")
  private String reorderBy;

  @Option(names = "--duplicate", paramLabel = "P%", description = "Datagrams that come twice.")
  private String duplicate;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "Rate limit such as 50mbit, headers of 28 bytes included.")
  private String rate;

  @Option(
      names = "--queue",
      paramLabel = "BYTES",
      description = "What waits for the rate limit at most; the rest is dropped (256k).")
  private String queue;

  @Option(
      names = "--mtu",
      paramLabel = "BYTES",
      description = "Longer packets are lost, headers of 28 bytes included.")
  private String mtu;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed loses the same datagrams (1); up uses the next one.")
  private long seed;

  @Option(
      names = "--up",
      defaultValue = "",
      paramLabel = "KEY=VALUE,...",
      description = "Settings towards the host, by the names above: loss=1%%,delay=20ms.")
  private String up;

  @Option(
      names = "--down",
      defaultValue = "",
      paramLabel = "KEY=VALUE,...",
      description = "Settings towards the clients.")
  private String down;

  Impairments up() {
    return onTop(scenario == null ? Impairments.NONE : Scenario.of(scenario).up(), seed + 1, up);
  }

  Impairments down() {
    return onTop(scenario == null ? Impairments.NONE : Scenario.of(scenario).down(), seed, down);
  }

  // At once, since some settings are only sensible beside others.
  private Impairments onTop(Impairments base, long mixed, String own) {
    var text = new StringBuilder("seed=" + mixed);
    add(text, "loss", loss);
    add(text, "burst", burst);
    add(text, "delay", delay);
    add(text, "jitter", jitter);
    add(text, "shape", shape);
    add(text, "order", order);
    add(text, "reorder", reorder);
    add(text, "reorder-by", reorderBy);
    add(text, "duplicate", duplicate);
    add(text, "rate", rate);
    add(text, "queue", queue);
    add(text, "mtu", mtu);
    return base.with(text + "," + own);
  }

  private static void add(StringBuilder text, String key, String value) {
    if (value != null) {
      text.append(',').append(key).append('=').append(value);
    }
  }
}
