package io.oriel.testkit.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps asking a [ClockResponder], eight times in a row every second, and so knows its clock.
///
/// Has a thread of its own until [#close()].
public final class ClockSync implements AutoCloseable {
  private static final int ROUNDS = 8;
  private static final int ANSWER_MILLIS = 250;
  private static final long PAUSE_MILLIS = 1_000;

  private final DatagramSocket socket;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch first = new CountDownLatch(1);
  private final SplittableRandom marks = new SplittableRandom();
  private final ClockModel model = new ClockModel();
  private final AtomicLong worstBound = new AtomicLong();
  private final Thread thread;
  private volatile ClockEstimate estimate;
  private volatile long answered;
  private volatile long lost;

  private ClockSync(DatagramSocket socket) {
    this.socket = socket;
    thread = Thread.ofPlatform().name("oriel-clock-sync").daemon().unstarted(this::run);
  }

  /// Begins to ask, and goes on until somebody answers: the responder may start later.
  ///
  /// @throws IOException no such host
  public static ClockSync start(InetSocketAddress responder) throws IOException {
    if (responder.isUnresolved()) {
      throw new IOException("no host named " + responder.getHostString());
    }
    var socket = new DatagramSocket();
    try {
      socket.connect(responder);
      socket.setSoTimeout(ANSWER_MILLIS);
    } catch (IOException | UncheckedIOException e) {
      socket.close();
      throw e;
    }
    var sync = new ClockSync(socket);
    sync.thread.start();
    return sync;
  }

  /// Waits until somebody has answered.
  ///
  /// @throws IOException nobody did
  public void awaitKnown(Duration most) throws IOException, InterruptedException {
    if (!first.await(most.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IOException(
          "nobody answers about the time at UDP "
              + socket.getRemoteSocketAddress()
              + "; start ./oriel clock there");
    }
  }

  /// Whether anybody has answered yet. Any thread.
  public boolean known() {
    return estimate != null;
  }

  /// The other machine's clock at a time of this one's `System.nanoTime()`. Any thread;
  /// only once it is [known][#known()].
  public long other(long localNanos) {
    ClockEstimate now = estimate;
    worstBound.accumulateAndGet(now.bound(localNanos), Math::max);
    return now.other(localNanos);
  }

  /// The newest estimate; `null` before the first answer. Any thread.
  public ClockEstimate estimate() {
    return estimate;
  }

  /// How far any answer of [#other(long)] can have been off. Any thread.
  public long worstBoundNanos() {
    return worstBound.get();
  }

  /// Questions that were answered.
  public long answered() {
    return answered;
  }

  /// Questions that were not, or too late.
  public long lost() {
    return lost;
  }

  private void run() {
    try {
      do {
        batch();
      } while (!stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void batch() {
    byte[] bytes = new byte[2 * ClockMessage.LENGTH];
    for (int i = 0; i < ROUNDS && stop.getCount() > 0; i++) {
      try {
        round(bytes);
      } catch (IOException _) {
        lost++; // not answered in time, nobody there yet, or closed
      }
    }
    ClockEstimate made = model.batch(System.nanoTime());
    if (made != null) {
      estimate = made;
      first.countDown();
    }
  }

  private void round(byte[] bytes) throws IOException {
    long mark = marks.nextLong();
    long asked = System.nanoTime();
    new ClockMessage(false, mark, asked, 0, 0).write(bytes);
    socket.send(new DatagramPacket(bytes, ClockMessage.LENGTH));
    var packet = new DatagramPacket(bytes, bytes.length);
    while (true) {
      packet.setLength(bytes.length);
      socket.receive(packet);
      long received = System.nanoTime();
      ClockMessage answer = ClockMessage.read(bytes, packet.getLength());
      boolean ours =
          answer != null && answer.answer() && answer.mark() == mark && answer.t1() == asked;
      if (ours && model.round(asked, answer.t2(), answer.t3(), received)) {
        answered++;
        return;
      }
      if (received - asked > ANSWER_MILLIS * 1_000_000L) {
        throw new SocketTimeoutException("only other things than the answer came");
      }
    }
  }

  @Override
  public void close() {
    stop.countDown();
    socket.close();
  }
}
