package io.oriel.media.wire;

import io.oriel.media.core.Counter;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Poller;
import io.oriel.media.wire.internal.nat.OutMessage;
import io.oriel.media.wire.internal.nat.SendErrors;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends datagrams over a [UdpSocket] in bursts that cost one system call each (generic
/// segmentation offload, `UDP_SEGMENT` of Linux 4.18), for one thread. Allocates nothing per
/// packet.
///
/// Where the kernel or the path refuses bursts, datagrams go one by one from then on; the log
/// says so once.
public final class UdpSender {
  /// Datagrams of a burst where nothing else is asked for: eight already give four fifths of what
  /// one system call for everything would, and a device's queue is not flooded.
  public static final int BURST = 16;

  private static final Logger LOG = LoggerFactory.getLogger(UdpSender.class);

  // What one buffer may hold (the IP length field), less headers
  private static final int BUFFER_BYTES = 65_000;

  // How long to wait for room before looking again
  private static final long WAIT_NANOS = 500_000;

  private final UdpSocket socket;
  private final int burst;
  private final OutMessage message = new OutMessage();
  private final Poller room;
  private final Counter datagrams = new Counter();
  private final Counter drops = new Counter();
  private final Counter retries = new Counter();
  private boolean segments;
  private UdpSocket.Route route;

  /// @param burst datagrams per system call, 1 … 64; 1: segmentation is not used
  public UdpSender(UdpSocket socket, int burst) {
    if (burst < 1 || burst > 64) {
      throw new IllegalArgumentException("bursts of " + burst + " datagrams, not 1 … 64");
    }
    this.socket = socket;
    this.burst = burst;
    segments = burst > 1;
    room = new Poller(socket.handle.fd());
    room.want(0, Poller.OUT);
  }

  /// Sends datagrams of a batch in order.
  ///
  /// Waits for room in the socket's buffer until the deadline; what does not fit by then, or what
  /// the network refuses, is dropped and counted.
  ///
  /// @param from index of the first datagram
  /// @param count how many
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  /// @return how many were handed to the kernel; 0 once the socket is closed
  public int send(
      DatagramBatch batch, int from, int count, UdpSocket.Route to, long deadlineNanos) {
    if (!socket.handle.enter()) {
      return 0;
    }
    try {
      if (to != route) {
        message.route(to.address, to.source);
        route = to;
      }
      int sent = 0;
      for (int i = from; i < from + count; ) {
        int run = segments ? batch.run(i, most(batch.length(i), from + count - i)) : 1;
        int errno = sendRun(batch, i, run, deadlineNanos);
        if (errno == 0) {
          sent += run;
        } else if (run > 1 && SendErrors.unsegmentable(errno)) {
          singly(errno);
          continue; // the same datagrams, one by one
        } else {
          drops.add(run);
        }
        i += run;
      }
      datagrams.add(sent);
      return sent;
    } finally {
      socket.handle.exit();
    }
  }

  private int most(int length, int left) {
    return Math.max(1, Math.min(Math.min(burst, left), BUFFER_BYTES / length));
  }

  private int sendRun(DatagramBatch batch, int from, int run, long deadlineNanos) {
    int start = batch.start(from);
    int length = batch.length(from, from + run);
    int segment = run > 1 ? batch.length(from) : 0;
    while (true) {
      int errno = message.send(socket.handle.fd(), batch.bytes(), start, length, segment);
      if (SendErrors.full(errno)) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0 || socket.isClosed()) {
          return errno;
        }
        retries.increment();
        await(errno, left);
      } else if (!SendErrors.interrupted(errno)) {
        return errno;
      }
    }
  }

  private void await(int errno, long nanos) {
    long step = Math.min(nanos, WAIT_NANOS); // a closed socket wakes nobody
    if (SendErrors.deviceFull(errno)) {
      LockSupport.parkNanos(step); // the socket itself has room: polling would return at once
      return;
    }
    try {
      room.poll(step);
    } catch (ErrnoException e) {
      throw new IllegalStateException(e); // the descriptor is held open here
    }
  }

  private void singly(int errno) {
    segments = false;
    LOG.warn(
        "sends to {} go one datagram per system call: the kernel refused a burst ({}); this costs"
            + " CPU only, update the kernel or the network driver",
        route.destination(),
        new ErrnoException("send a burst", errno).getMessage());
  }

  /// Whether bursts are (still) sent with one system call. The sending thread.
  public boolean segments() {
    return segments;
  }

  /// Datagrams handed to the kernel. Any thread.
  public long datagrams() {
    return datagrams.get();
  }

  /// Datagrams that were not: no room in time, or refused. Any thread.
  public long drops() {
    return drops.get();
  }

  /// How often a send had to wait for room. Any thread.
  public long retries() {
    return retries.get();
  }
}
