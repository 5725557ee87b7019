package io.oriel.loss;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Networks by name: round values of the usual kind, to compare by, not measurements of any one.
public enum Scenario {
  /// A cable in the house.
  WIRED("delay=200us,jitter=100us,order=kept", "delay=200us,jitter=100us,order=kept"),

  /// Wireless in the same room, the air to itself.
  WIFI(
      "loss=0.1%,burst=0.02%/20%/50%,delay=2ms,jitter=1ms,shape=pareto,order=kept,"
          + "rate=200mbit,queue=512k",
      "loss=0.1%,delay=2ms,jitter=1ms,shape=pareto,order=kept,rate=200mbit,queue=512k"),

  /// Wireless through a wall, with neighbours.
  WIFI_BUSY(
      "loss=0.5%,burst=0.2%/10%/60%,delay=5ms,jitter=6ms,shape=pareto,order=kept,"
          + "rate=60mbit,queue=512k",
      "loss=0.5%,burst=0.1%/10%/60%,delay=5ms,jitter=6ms,shape=pareto,order=kept,"
          + "rate=40mbit,queue=512k"),

  /// A telephone line at the client.
  DSL(
      "delay=12ms,jitter=1ms,order=kept,rate=50mbit,queue=256k",
      "delay=12ms,jitter=1ms,order=kept,rate=10mbit,queue=128k"),

  /// A telephone network with good reception, not moving.
  LTE(
      "loss=0.1%,burst=0.02%/10%,delay=25ms,jitter=8ms,shape=pareto,order=kept,"
          + "rate=40mbit,queue=1m",
      "loss=0.1%,delay=30ms,jitter=8ms,shape=pareto,order=kept,rate=15mbit,queue=512k"),

  /// Satellites in a low orbit: holes where one hands over to the next.
  SATELLITE(
      "loss=0.3%,burst=0.01%/2%,delay=25ms,jitter=5ms,shape=normal,order=kept,"
          + "rate=100mbit,queue=1m",
      "loss=0.3%,burst=0.01%/2%,delay=25ms,jitter=5ms,shape=normal,order=kept,"
          + "rate=15mbit,queue=512k"),

  /// Everything at once, for tests of what breaks first.
  BAD(
      "loss=3%,burst=0.5%/20%,delay=40ms,jitter=10ms,shape=normal,reorder=1%,reorder-by=5ms,"
          + "duplicate=0.5%",
      "loss=3%,burst=0.5%/20%,delay=40ms,jitter=10ms,shape=normal,reorder=1%,reorder-by=5ms,"
          + "duplicate=0.5%");

  private final Impairments down;
  private final Impairments up;

  Scenario(String down, String up) {
    this.down = Impairments.parse(down);
    this.up = Impairments.parse(up);
  }

  /// From the host to the client.
  public Impairments down() {
    return down;
  }

  /// From the client to the host.
  public Impairments up() {
    return up;
  }

  /// The name as the command line takes it.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @throws IllegalArgumentException naming those there are
  public static Scenario of(String text) {
    return Arrays.stream(values())
        .filter(s -> s.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no scenario "
                        + text
                        + "; there are "
                        + Arrays.stream(values())
                            .map(Scenario::text)
                            .collect(Collectors.joining(", "))));
  }
}
