package io.oriel.clipboard.wayland.internal;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.clipboard.wayland.internal.Forms.Form;
import io.oriel.media.nat.PipeEnd;
import io.oriel.media.nat.Poller;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pipes from and to programs: one that is read, a few that are written, each of them for a limited
/// time. The clipboard's thread.
final class Transfers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);
  private static final int MOST_WRITES = 32; // at once; then the oldest is given up
  private static final int PIECE = 64 << 10; // a pipe's usual capacity

  private final long limitNanos;
  private final Consumer<ClipboardContent> came;
  private final MemorySegment buffer = Arena.ofAuto().allocate(PIECE);
  private final List<Outgoing> writes = new ArrayList<>();
  private Incoming read;

  /// @param limitNanos how long one may take
  /// @param came told of contents that are complete
  Transfers(long limitNanos, Consumer<ClipboardContent> came) {
    this.limitNanos = limitNanos;
    this.came = came;
  }

  /// Begins to read; whatever was being read is given up.
  ///
  /// @param pipe *taken over*
  void read(Form form, PipeEnd pipe) {
    dropRead();
    read = new Incoming(form, pipe, System.nanoTime() + limitNanos);
  }

  /// What was being read is of no interest any more.
  void dropRead() {
    if (read != null) {
      read.close();
      read = null;
    }
  }

  /// Begins to write.
  ///
  /// @param fd *taken over*
  void write(byte[] bytes, int fd) {
    if (writes.size() == MOST_WRITES) {
      writes.removeFirst().close();
    }
    try {
      writes.add(new Outgoing(bytes, PipeEnd.adopt(fd), System.nanoTime() + limitNanos));
    } catch (IOException e) {
      LOG.debug("a program cannot paste: {}", e.getMessage());
    }
  }

  /// Whether a program is still to get something.
  boolean writing() {
    return !writes.isEmpty();
  }

  /// The descriptors to wait for, after some others: the one to read, then those to write.
  Poller poller(int... before) {
    var all = new int[before.length + (read == null ? 0 : 1) + writes.size()];
    System.arraycopy(before, 0, all, 0, before.length);
    int next = before.length;
    if (read != null) {
      all[next++] = read.fd();
    }
    int firstWrite = next;
    for (Outgoing write : writes) {
      all[next++] = write.fd();
    }
    var poller = new Poller(all);
    for (int i = firstWrite; i < all.length; i++) {
      poller.want(i, Poller.OUT);
    }
    return poller;
  }

  /// Moves bytes where a poller of the same transfers says so, and ends what takes too long.
  ///
  /// @param first index of the first transfer
  void run(Poller poller, int first) {
    int next = first;
    boolean readable = read != null && poller.readable(next);
    next += read == null ? 0 : 1;
    long now = System.nanoTime();
    for (Outgoing write : List.copyOf(writes)) {
      if (finished(write, poller.writable(next++), now)) {
        write.close();
        writes.remove(write);
      }
    }
    if (readable) {
      read();
    }
    if (read != null && now - read.deadlineNanos > 0) {
      LOG.warn("A program did not hand over what it copied in {} ms", limitNanos / 1_000_000);
      dropRead();
    }
  }

  /// How long nothing happens by itself; negative: for ever.
  long idleNanos() {
    long left = read == null ? Long.MAX_VALUE : read.deadlineNanos - System.nanoTime();
    for (Outgoing write : writes) {
      left = Math.min(left, write.deadlineNanos - System.nanoTime());
    }
    return left == Long.MAX_VALUE ? -1 : Math.max(0, left);
  }

  @Override
  public void close() {
    dropRead();
    writes.forEach(Outgoing::close);
    writes.clear();
  }

  private void read() {
    Incoming.State state;
    try {
      state = read.read(buffer);
    } catch (IOException e) {
      LOG.debug("what a program copied cannot be read: {}", e.getMessage());
      dropRead();
      return;
    }
    if (state == Incoming.State.COMPLETE) {
      var content = Forms.content(read.form, read.bytes());
      dropRead();
      content.ifPresent(came);
    } else if (state == Incoming.State.TOO_LONG) {
      LOG.info(
          "Something copied is not passed on: {} of more than {} bytes",
          read.form.kind(),
          read.form.kind().mostBytes());
      dropRead();
    }
  }

  private boolean finished(Outgoing write, boolean ready, long now) {
    try {
      return ready && write.write(buffer) || now - write.deadlineNanos > 0;
    } catch (IOException e) {
      LOG.debug("a program stopped pasting: {}", e.getMessage());
      return true;
    }
  }
}
