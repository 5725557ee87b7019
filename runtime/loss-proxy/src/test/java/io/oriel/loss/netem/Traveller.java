package io.oriel.loss.netem;

import io.oriel.loss.Impairer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;

/// Sends numbered datagrams and notes when they come back.
final class Traveller implements AutoCloseable {
  private static final int BUFFER = 4 << 20;
  private static final long REST_NANOS = 400_000_000;
  private static final long LATE_NANOS = 500_000;

  private final DatagramChannel arrivals;
  private final DatagramChannel sender;

  Traveller() throws IOException {
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    arrivals = DatagramChannel.open().bind(any);
    arrivals.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
    sender = DatagramChannel.open().bind(any);
  }

  /// Where the datagrams have to arrive.
  InetSocketAddress destination() throws IOException {
    return (InetSocketAddress) arrivals.getLocalAddress();
  }

  /// @param sentNanos when each was sent
  record Result(long[] sentNanos, Trip trip) {}

  /// Sends by way of an address.
  Result travel(InetSocketAddress by, NetemCase what) throws IOException, InterruptedException {
    var sentNanos = new long[what.count()];
    var numbers = new int[2 * what.count()];
    var arrivalNanos = new long[2 * what.count()];
    var count = new int[1];
    arrivals.configureBlocking(false);
    Thread reader =
        Thread.ofPlatform().start(() -> count[0] = read(numbers, arrivalNanos, what.apartNanos()));
    ByteBuffer datagram = ByteBuffer.allocateDirect(what.lengthBytes());
    long begun = System.nanoTime();
    for (int n = 0; n < what.count(); n++) {
      for (long wait = begun + n * what.apartNanos() - System.nanoTime();
          wait > 0;
          wait = begun + n * what.apartNanos() - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      datagram.clear().putInt(0, n);
      sentNanos[n] = System.nanoTime();
      sender.send(datagram, by);
    }
    reader.join();
    return new Result(
        sentNanos, Trip.of(sentNanos, calm(sentNanos, what), numbers, arrivalNanos, count[0]));
  }

  /// Those during whose trip the sender, which has to wake every time, never woke late: then
  /// neither did the kernel's timers nor the reader.
  private static boolean[] calm(long[] sentNanos, NetemCase what) {
    var calm = new boolean[sentNanos.length];
    long quietSince = sentNanos.length;
    long due = (what.tripNanos() + what.apartNanos() - 1) / what.apartNanos();
    for (int n = sentNanos.length - 1; n > 0; n--) {
      if (sentNanos[n] - sentNanos[0] - n * what.apartNanos() > LATE_NANOS) {
        quietSince = n;
      }
      calm[n] = quietSince - n > due;
    }
    return calm;
  }

  /// Reads until nothing came for a while.
  private int read(int[] numbers, long[] arrivalNanos, long apartNanos) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    int count = 0;
    try (var selector = Selector.open()) {
      arrivals.register(selector, SelectionKey.OP_READ);
      long last = System.nanoTime();
      while (count < numbers.length && System.nanoTime() - last < REST_NANOS + 100 * apartNanos) {
        selector.select(100);
        selector.selectedKeys().clear();
        buffer.clear();
        while (count < numbers.length && arrivals.receive(buffer) != null) {
          arrivalNanos[count] = System.nanoTime();
          numbers[count++] = buffer.getInt(0);
          last = System.nanoTime();
          buffer.clear();
        }
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same by the model alone, for datagrams sent at those times.
  static Trip imagine(NetemCase what, long[] sentNanos) {
    record Arrival(int number, long nanos) {}

    var impairer = new Impairer(what.ours());
    var departures = new long[Impairer.MOST_DEPARTURES];
    var calm = new boolean[what.count()];
    Arrays.fill(calm, true);
    var all = new ArrayList<Arrival>();
    for (int n = 0; n < what.count(); n++) {
      int times = impairer.offer(sentNanos[n] - sentNanos[0], what.lengthBytes(), departures);
      for (int i = 0; i < times; i++) {
        all.add(new Arrival(n, sentNanos[0] + departures[i]));
      }
    }
    all.sort(Comparator.comparingLong(Arrival::nanos));
    return Trip.of(
        sentNanos,
        calm,
        all.stream().mapToInt(Arrival::number).toArray(),
        all.stream().mapToLong(Arrival::nanos).toArray(),
        all.size());
  }

  @Override
  public void close() throws IOException {
    arrivals.close();
    sender.close();
  }
}
