package io.oriel.client.gamestream.cli;

import io.oriel.client.gamestream.StreamListener;
import io.oriel.client.gamestream.probe.HostClock;
import io.oriel.client.gamestream.probe.LatencyProbe;
import io.oriel.client.gamestream.probe.ProbeReport;
import io.oriel.testkit.clock.ClockEstimate;
import io.oriel.testkit.clock.ClockSync;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import picocli.CommandLine.Option;

/// Whether and how a stream's latency is measured.
final class ProbeOptions {
  @Option(
      names = "--probe",
      description =
          "Measure latency and cadence by the pictures of ./oriel pattern, which has to be on the"
              + " streamed screen.")
  boolean wanted;

  @Option(
      names = "--warm-up",
      defaultValue = "2",
      description =
          "Seconds after the first readable picture that do not count (default: ${DEFAULT-VALUE}).")
  private double warmUpSeconds;

  @Option(
      names = "--clock",
      paramLabel = "HOST:PORT",
      description =
          "Where ./oriel pattern --clock or ./oriel clock answers, if the host is another machine.")
  private String clock;

  private ClockSync sync;
  private LatencyProbe probe;

  /// Begins to measure, if that is wished.
  ///
  /// @return what the stream is to be listened to with
  StreamListener around(StreamListener listener, int fps) throws IOException {
    if (!wanted) {
      if (clock != null) {
        throw new IllegalArgumentException("--clock is of use with --probe only");
      }
      return listener;
    }
    if (warmUpSeconds < 0) {
      throw new IllegalArgumentException("--warm-up " + warmUpSeconds + " is in the past");
    }
    if (clock != null) {
      sync = ClockSync.start(address(clock));
    }
    HostClock told = sync == null ? HostClock.SAME : new Asked(sync);
    probe = new LatencyProbe(fps, warmUpSeconds, told, listener);
    return probe;
  }

  private record Asked(ClockSync sync) implements HostClock {
    @Override
    public boolean known() {
      return sync.known();
    }

    @Override
    public long hostNanos(long localNanos) {
      return sync.other(localNanos);
    }
  }

  /// What was measured up to now.
  ///
  /// @throws IOException the host's clock never answered
  ProbeReport report() throws IOException, InterruptedException {
    ProbeReport report = probe.report();
    if (sync == null) {
      return report;
    }
    sync.awaitKnown(Duration.ZERO);
    return report.with(compared());
  }

  private ProbeReport.Clock compared() {
    ClockEstimate estimate = sync.estimate();
    long now = System.nanoTime();
    return new ProbeReport.Clock(
        (estimate.other(now) - now) / 1e6,
        sync.worstBoundNanos() / 1e6,
        estimate.drift() * 1e6,
        estimate.rttNanos() / 1e6,
        sync.answered(),
        sync.lost());
  }

  void close() {
    if (sync != null) {
      sync.close();
    }
  }

  static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("--clock is HOST:PORT, not " + text);
    }
    String host = text.substring(0, colon).replaceAll("^\\[|]$", "");
    return new InetSocketAddress(host, Integer.parseInt(port));
  }
}
