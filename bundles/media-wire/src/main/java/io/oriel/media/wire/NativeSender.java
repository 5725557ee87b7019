package io.oriel.media.wire;

import io.oriel.media.core.Counter;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Poller;
import io.oriel.media.wire.internal.nat.ErrorQueue;
import io.oriel.media.wire.internal.nat.OutMessage;
import io.oriel.media.wire.internal.nat.OutMessages;
import io.oriel.media.wire.internal.nat.SendErrors;
import java.lang.ref.Reference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends with the cheapest of `UDP_SEGMENT`, `sendmmsg` and `sendmsg` that the kernel takes, and
/// moves on to the next when it turns out that the network does not.
final class NativeSender implements DatagramSender {
  private static final Logger LOG = LoggerFactory.getLogger(NativeSender.class);

  // What one buffer may hold (the IP length field), less headers
  private static final int BUFFER_BYTES = 65_000;

  // How long to wait for room before looking again
  private static final long WAIT_NANOS = 500_000;

  private final NativeSocket socket;
  private final int fd;
  private final int burst;
  private final OutMessage message = new OutMessage();
  private final OutMessages messages;
  private final Poller room;
  private final ErrorQueue errors = new ErrorQueue();
  private final Counter datagrams = new Counter();
  private final Counter drops = new Counter();
  private final Counter oversized = new Counter();
  private final Counter retries = new Counter();
  private SendMethod method;
  private UdpSocket.Route route;
  private int attempted; // datagrams of the last call

  NativeSender(NativeSocket socket, SendMethod wanted, int burst) {
    this.socket = socket;
    this.fd = socket.handle.fd();
    this.burst = burst;
    this.messages = new OutMessages(burst);
    this.method = known(wanted);
    this.room = new Poller(fd);
    room.want(0, Poller.OUT);
  }

  private SendMethod known(SendMethod wanted) {
    if (burst == 1 || wanted.ordinal() >= SendMethod.SINGLY.ordinal()) {
      return SendMethod.SINGLY;
    }
    if (!socket.handle.enter()) {
      return SendMethod.SINGLY; // closed: sends do nothing
    }
    try {
      if (wanted == SendMethod.SEGMENTS && socket.handle.options().segments()) {
        return SendMethod.SEGMENTS;
      }
      SendMethod found = socket.handle.options().batches() ? SendMethod.BATCHES : SendMethod.SINGLY;
      if (found != wanted) {
        LOG.warn("datagrams go by {}: this kernel has no {}, Linux 4.18 has", found, wanted);
      }
      return found;
    } finally {
      socket.handle.exit();
    }
  }

  @Override
  public int send(
      DatagramBatch batch, int from, int count, UdpSocket.Route to, long deadlineNanos) {
    batch.checkRange(from, count);
    if (!socket.handle.enter()) {
      return 0;
    }
    try {
      if (to != route) {
        message.route(to.address, to.source);
        messages.route(message);
        route = to;
      }
      int sent = 0;
      for (int i = from, end = from + count; i < end; ) {
        int n = attempt(batch, i, end, deadlineNanos);
        if (n > 0) {
          sent += n;
          i += n;
        } else if (method == SendMethod.SEGMENTS && attempted > 1 && SendErrors.unsegmentable(-n)) {
          int run = attempted;
          sent += unsegmented(batch, i, run, -n, deadlineNanos);
          i += run;
        } else if (method == SendMethod.BATCHES && SendErrors.unknownCall(-n)) {
          moveOn(SendMethod.SINGLY, -n);
        } else {
          drop(-n, attempted);
          i += attempted;
        }
      }
      datagrams.add(sent);
      return sent;
    } finally {
      Reference.reachabilityFence(batch); // the kernel got addresses only
      Reference.reachabilityFence(message);
      socket.handle.exit();
    }
  }

  /// Calls until the kernel takes something, refuses it, or the deadline is over.
  ///
  /// @return how many it took; or an error number, negative, that concerns [#attempted] datagrams
  private int attempt(DatagramBatch batch, int from, int end, long deadlineNanos) {
    boolean failed = false;
    while (true) {
      int n =
          switch (method) {
            case SEGMENTS -> segments(batch, from, batch.run(from, most(batch, from, end)));
            case BATCHES -> batches(batch, from, Math.min(burst, end - from));
            case SINGLY, PORTABLE -> segments(batch, from, 1);
          };
      if (n > 0) {
        return n;
      }
      if (SendErrors.full(-n)) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0 || socket.isClosed()) {
          return n;
        }
        retries.increment();
        await(-n, left);
      } else if (!SendErrors.interrupted(-n)) {
        if (failed) {
          return n;
        }
        failed = true; // the first may be the report on an earlier datagram, to whomever
        errors.drain(fd);
      }
    }
  }

  private int most(DatagramBatch batch, int from, int end) {
    return Math.max(1, Math.min(Math.min(burst, end - from), BUFFER_BYTES / batch.length(from)));
  }

  private int segments(DatagramBatch batch, int from, int run) {
    attempted = run;
    int length = batch.length(from, from + run);
    int segment = run > 1 ? batch.length(from) : 0;
    int errno = message.send(fd, batch.bytes(), batch.start(from), length, segment);
    return errno == 0 ? run : -errno;
  }

  private int batches(DatagramBatch batch, int from, int count) {
    for (int i = 0; i < count; i++) {
      messages.set(i, batch.bytes(), batch.start(from + i), batch.length(from + i));
    }
    attempted = 1; // an error is the first one's
    return messages.send(fd, count);
  }

  /// Sends one by one what the kernel did not take together. Only when that works, the burst was to
  /// blame and not its datagrams.
  private int unsegmented(DatagramBatch batch, int from, int run, int errno, long deadlineNanos) {
    int sent = 0;
    for (int i = from; i < from + run; i++) {
      int n = attempt(batch, i, i + 1, deadlineNanos);
      if (n > 0) {
        sent++;
      } else {
        drop(-n, 1);
      }
    }
    if (sent > 0) {
      moveOn(SendMethod.BATCHES, errno);
    }
    return sent;
  }

  private void drop(int errno, int count) {
    drops.add(count);
    if (SendErrors.tooLong(errno)) {
      oversized.add(count);
    }
  }

  private void await(int errno, long nanos) {
    long step = Math.min(nanos, WAIT_NANOS); // a closed socket wakes nobody
    if (SendErrors.deviceFull(errno)) {
      LockSupport.parkNanos(step); // the socket itself has room: polling would return at once
      return;
    }
    errors.drain(fd); // or polling would return at once
    try {
      room.poll(step);
    } catch (ErrnoException e) {
      throw new IllegalStateException(e); // the descriptor is held open here
    }
  }

  private void moveOn(SendMethod to, int errno) {
    LOG.warn(
        "sends to {} go by {} from now on: {} were refused ({}); this costs CPU only, update the"
            + " kernel or the network driver",
        route.destination(),
        to,
        method,
        new ErrnoException("send a burst", errno).getMessage());
    method = to;
  }

  @Override
  public SendMethod method() {
    return method;
  }

  @Override
  public long datagrams() {
    return datagrams.get();
  }

  @Override
  public long drops() {
    return drops.get();
  }

  @Override
  public long oversized() {
    return oversized.get();
  }

  @Override
  public long retries() {
    return retries.get();
  }
}
