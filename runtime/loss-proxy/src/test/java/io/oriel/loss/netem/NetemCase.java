package io.oriel.loss.netem;

import io.oriel.loss.Impairments;
import java.util.List;

/// The same network in netem's words and in ours.
///
/// @param netem arguments of tc(8), tc-netem(8)
/// @param lengthBytes UDP payload of each datagram
/// @param apartNanos from datagram to datagram
record NetemCase(String netem, Impairments ours, int lengthBytes, long apartNanos, int count) {
  private static final int SMALL = 200;
  private static final long MILLI = 1_000_000;

  static final List<NetemCase> ALL =
      List.of(
          small("loss 5%", "loss=5%"),
          small("loss gemodel 1% 20%", "burst=1%/20%"),
          small("loss gemodel 2% 20% 80% 0.1%", "burst=2%/20%/80%/0.1%"),
          small("delay 20ms", "delay=20ms"),
          small("delay 20ms 3ms", "delay=20ms,jitter=3ms"),
          small("delay 20ms 3ms distribution normal", "delay=20ms,jitter=3ms,shape=normal"),
          small("delay 20ms 3ms distribution pareto", "delay=20ms,jitter=3ms,shape=pareto"),
          small("delay 5ms reorder 25%", "delay=5ms,reorder=25%"),
          small("duplicate 2%", "duplicate=2%"),
          // Netem counts the 14 bytes of Ethernet that loopback pretends to have, and its queue in
          // packets: 32 of 1028 bytes.
          new NetemCase(
              "rate 4mbit -14 limit 32",
              Impairments.parse("rate=4mbit,queue=32896"),
              1000,
              MILLI,
              5_000),
          small(
              "delay 20ms 3ms distribution normal loss 2% duplicate 1%",
              "delay=20ms,jitter=3ms,shape=normal,loss=2%,duplicate=1%"));

  private static NetemCase small(String netem, String ours) {
    return new NetemCase(
        netem + " limit 10000", Impairments.parse(ours + ",seed=1"), SMALL, MILLI, 8_000);
  }

  /// Longest time a datagram is under way, nearly always.
  long tripNanos() {
    long queue =
        ours.bitsPerSecond() == 0 ? 0 : 8_000_000_000L * ours.queueBytes() / ours.bitsPerSecond();
    return ours.delayNanos() + 3 * ours.jitterNanos() + queue + 2 * MILLI;
  }
}
