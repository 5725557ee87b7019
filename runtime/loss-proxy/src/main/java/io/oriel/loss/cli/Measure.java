package io.oriel.loss.cli;

import io.oriel.loss.Counts;
import io.oriel.loss.Impairments;
import io.oriel.loss.LossProxy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// What the proxy itself carries and costs on this machine: sends datagrams from a host of its own
/// through the proxy to a client of its own, over loopback.
final class Measure {
  private static final int BUFFER = 4 << 20;
  private static final long TICK_NANOS = 1_000_000;
  private static final long WARM_NANOS = 2_000_000_000L;
  private static final int MOST_SAMPLES = 1 << 20;

  private final int length;
  private final long bitsPerSecond;
  private final long nanos;
  private long offered;
  private long arrived;
  private final long[] delays = new long[MOST_SAMPLES];
  private int samples;

  /// @param length UDP payload in bytes, 8 or more
  /// @param bitsPerSecond of payload
  Measure(int length, long bitsPerSecond, long nanos) {
    this.length = length;
    this.bitsPerSecond = bitsPerSecond;
    this.nanos = nanos;
  }

  /// Takes as long as measured and two seconds of warming up.
  List<String> run(Impairments down) throws IOException, InterruptedException {
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var host = DatagramChannel.open().bind(any);
        var client = DatagramChannel.open().bind(any);
        var proxy =
            LossProxy.start(
                any, (InetSocketAddress) host.getLocalAddress(), Impairments.NONE, down)) {
      client.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
      host.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
      client.send(ByteBuffer.allocate(8), proxy.address());
      host.connect(host.receive(ByteBuffer.allocate(8)));
      Thread reader = Thread.ofPlatform().daemon().start(() -> read(client));
      send(host, WARM_NANOS);
      settle(down);
      Counts before = proxy.down();
      Map<String, Long> cpuBefore = cpu();
      synchronized (this) {
        samples = 0;
        arrived = 0;
      }
      long begun = System.nanoTime();
      offered = 0;
      send(host, nanos);
      double seconds = (System.nanoTime() - begun) / 1e9;
      settle(down);
      Map<String, Long> cpuAfter = cpu();
      List<String> report = report(seconds, proxy.down().since(before), cpuBefore, cpuAfter);
      // Which closes its channel.
      reader.interrupt();
      reader.join();
      return report;
    }
  }

  /// Waits for what is still under way; what comes later than usual is missing in the figures.
  private static void settle(Impairments down) {
    long end = System.nanoTime() + down.delayNanos() + 4 * down.jitterNanos() + 200 * TICK_NANOS;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  private void send(DatagramChannel host, long forNanos) throws IOException {
    ByteBuffer datagram = ByteBuffer.allocateDirect(length);
    double perNano = bitsPerSecond / 8e9 / length;
    long begun = System.nanoTime();
    long sent = 0;
    for (long now = begun; now - begun < forNanos; now = System.nanoTime()) {
      long due = (long) ((now - begun) * perNano);
      for (; sent < due; sent++) {
        datagram.clear();
        datagram.putLong(0, System.nanoTime());
        host.write(datagram);
      }
      LockSupport.parkNanos(TICK_NANOS / 4);
    }
    offered += sent;
  }

  private void read(DatagramChannel client) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(length);
    try {
      while (true) {
        buffer.clear();
        client.receive(buffer);
        long delay = System.nanoTime() - buffer.getLong(0);
        synchronized (this) {
          arrived++;
          if (samples < delays.length) {
            delays[samples++] = delay;
          }
        }
      }
    } catch (IOException _) {
      // Closed: measured enough.
    }
  }

  private synchronized List<String> report(
      double seconds, Counts down, Map<String, Long> cpuBefore, Map<String, Long> cpuAfter) {
    var lines = new ArrayList<String>();
    lines.add("offered   %9.1f Mbit/s, %d datagrams".formatted(rate(offered, seconds), offered));
    lines.add(
        "carried   %9.1f Mbit/s, %d lost by the settings, %d before the proxy, %d after it"
            .formatted(
                rate(down.sent(), seconds),
                down.dropped(),
                offered - down.received(),
                down.sent() - arrived));
    double all = 0;
    for (String name : List.of("loss-read-down", "loss-send-down")) {
      double used = (cpuAfter.get(name) - cpuBefore.get(name)) / 1e9;
      all += used;
      lines.add("%-16s %7.3f cores".formatted(name, used / seconds));
    }
    double each = 1e6 * all / Math.max(1, down.sent());
    lines.add("processor %9.2f us for each datagram".formatted(each));
    Arrays.sort(delays, 0, samples);
    if (samples > 0) {
      lines.add(
          "delay     %9.3f ms p50, %.3f p99, %.3f p99.9, %.3f max, from send to receive"
              .formatted(part(0.5), part(0.99), part(0.999), part(1)));
    }
    return lines;
  }

  private double rate(long datagrams, double seconds) {
    return datagrams * length * 8 / seconds / 1e6;
  }

  private double part(double of) {
    return delays[(int) Math.min(samples - 1L, Math.round(samples * of))] / 1e6;
  }

  private static Map<String, Long> cpu() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    var used = new HashMap<String, Long>();
    for (long id : threads.getAllThreadIds()) {
      var info = threads.getThreadInfo(id);
      if (info != null) {
        used.put(info.getThreadName(), threads.getThreadCpuTime(id));
      }
    }
    return used;
  }
}
