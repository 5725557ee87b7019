package io.oriel.bench;

import io.oriel.media.wire.DatagramBatch;
import io.oriel.media.wire.DatagramSender;
import io.oriel.media.wire.SendMethod;
import io.oriel.media.wire.UdpSocket;
import java.util.Arrays;
import java.util.List;

/// CPU time of the sending thread per datagram, to a socket on loopback that another thread reads.
final class Send implements Benchmark {
  private static final String NAME = "send";
  private static final double SECONDS = 4; // each way of sending
  private static final int ROUNDS = 9;
  private static final double GOAL = 0.8;
  private static final double GAIN_GOAL = 3;
  private static final int DATAGRAMS = 64;
  private static final long PATIENCE_NANOS = 100_000_000;

  /// A way of sending.
  private record Way(String metric, DatagramSender sender, double[] rounds) {
    double median() {
      double[] sorted = rounds.clone();
      Arrays.sort(sorted);
      return sorted[ROUNDS / 2];
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String about() {
    return "CPU time of sending a datagram, with segmentation offload and without";
  }

  @Override
  public List<String> cases() {
    return List.of("1400");
  }

  @Override
  public void run(List<String> cases, Run run) throws Exception {
    String scene = cases.getFirst();
    var batch = batch(Integer.parseInt(scene));
    try (var sink = new Sink();
        var out = Sink.open()) {
      var route = out.route(sink.address(), null);
      int burst = DatagramSender.BURST;
      var ways =
          List.of(
              new Way("cpu_us_per_datagram", out.sender(burst), new double[ROUNDS]),
              new Way(
                  "batched_cpu_us_per_datagram",
                  out.sender(SendMethod.BATCHES, burst),
                  new double[ROUNDS]),
              new Way("single_cpu_us_per_datagram", out.sender(1), new double[ROUNDS]));
      double window = run.seconds(SECONDS) / (ROUNDS + 1);
      for (int round = -1; round < ROUNDS; round++) {
        for (Way way : ways) {
          double micros = micros(way.sender, batch, route, window);
          if (round >= 0) {
            way.rounds[round] = micros;
          }
        }
      }
      double offload = ways.getFirst().median();
      double single = ways.getLast().median();
      for (Way way : ways) {
        Result result =
            Result.lower(NAME, scene, way.metric, "us", way.median(), ROUNDS)
                .note(text(way.sender.method(), burst));
        run.add(way == ways.getFirst() ? result.goal(GOAL) : result);
      }
      run.add(
          Result.higher(NAME, scene, "offload_gain", "x", single / offload, ROUNDS)
              .goal(GAIN_GOAL));
    }
  }

  private static String text(SendMethod method, int burst) {
    return switch (method) {
      case SEGMENTS -> "segmentation offload, bursts of " + burst;
      case BATCHES -> "sendmmsg, " + burst + " at once";
      case SINGLY -> "one call each";
      case PORTABLE -> "the JDK's channel";
    };
  }

  private static DatagramBatch batch(int length) {
    var batch = new DatagramBatch(DATAGRAMS, DATAGRAMS * length);
    byte[] datagram = new byte[length];
    for (int i = 0; i < DATAGRAMS; i++) {
      batch.add(datagram, 0, length);
    }
    return batch;
  }

  private static double micros(
      DatagramSender sender, DatagramBatch batch, UdpSocket.Route route, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long before = Cpu.nanos();
    long sent = 0;
    do {
      sent += sender.send(batch, 0, DATAGRAMS, route, System.nanoTime() + PATIENCE_NANOS);
    } while (System.nanoTime() < end);
    return (Cpu.nanos() - before) / 1e3 / sent;
  }
}
