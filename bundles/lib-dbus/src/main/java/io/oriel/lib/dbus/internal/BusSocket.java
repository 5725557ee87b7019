package io.oriel.lib.dbus.internal;

import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.EventFd;
import io.oriel.media.nat.Poller;
import io.oriel.media.nat.UnixSocket;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.freedesktop.dbus.FileDescriptor;

/// Bytes and descriptors to and from a bus. One thread reads; any thread writes.
final class BusSocket implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final long FOREVER = -1;
  private static final long FINISH = 5_000_000_000L;

  private final UnixSocket socket;
  private final EventFd stop = new EventFd();
  private final Poller readable;
  private final MemorySegment in = Arena.ofAuto().allocate(BUFFER, 8);
  private int start;
  private int end;

  private final ReentrantLock writing = new ReentrantLock();
  private final Poller writable;
  private final MemorySegment out = Arena.ofAuto().allocate(BUFFER, 8);
  private boolean closed; // under the lock
  private boolean begun; // the message that is written has; under the lock

  BusSocket(String name) throws ErrnoException {
    try {
      socket = UnixSocket.connect(name);
    } catch (ErrnoException e) {
      stop.close();
      throw e;
    }
    readable = new Poller(socket.fd(), stop.fd());
    writable = new Poller(socket.fd(), stop.fd());
    writable.want(0, Poller.OUT);
  }

  /// Fills the array; the reading thread.
  ///
  /// @param deadline of `System.nanoTime()`; 0: none
  void read(byte[] into, int from, int count, long deadline) throws IOException {
    int at = from;
    while (at < from + count) {
      fill(deadline);
      int some = Math.min(end - start, from + count - at);
      MemorySegment.copy(in, ValueLayout.JAVA_BYTE, start, into, at, some);
      start += some;
      at += some;
    }
  }

  /// Passes over bytes; the reading thread.
  void skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      fill(0);
      int some = (int) Math.min(end - start, left);
      start += some;
      left -= some;
    }
  }

  private void fill(long deadline) throws IOException {
    while (start == end) {
      int came = socket.receive(in, 0, BUFFER);
      if (came > 0) {
        start = 0;
        end = came;
      } else if (came == 0) {
        throw new EOFException("the bus has closed the connection");
      } else {
        await(readable, deadline, "the bus is silent");
      }
    }
  }

  /// The next descriptor that came, the caller's to close; -1: none. The reading thread.
  int takeFd() {
    return socket.takeFd();
  }

  /// Writes all of it, nothing of it, or breaks the connection.
  ///
  /// @param descriptors borrowed
  /// @param deadline of `System.nanoTime()` for the first byte; the rest has five seconds more
  /// @throws InterruptedIOException the bus takes nothing now; the connection is as before
  void write(byte[][] parts, List<FileDescriptor> descriptors, long deadline) throws IOException {
    int[] fds = descriptors.stream().mapToInt(FileDescriptor::getIntFileDescriptor).toArray();
    takeTurn(deadline);
    begun = false;
    try {
      if (closed) {
        throw new EOFException("the connection is closed");
      }
      int fdCount = fds.length;
      int fill = 0;
      for (byte[] part : parts) {
        for (int at = 0; part != null && at < part.length; ) {
          int some = Math.min(part.length - at, BUFFER - fill);
          MemorySegment.copy(part, at, out, ValueLayout.JAVA_BYTE, fill, some);
          at += some;
          fill += some;
          if (fill == BUFFER) {
            send(fill, fds, fdCount, deadline);
            fdCount = 0;
            fill = 0;
          }
        }
      }
      if (fill > 0) {
        send(fill, fds, fdCount, deadline);
      }
    } catch (IOException e) {
      if (begun) { // half a message went out: nothing after it would be understood
        stop();
        throw new EOFException("the bus took half a message: " + e.getMessage());
      }
      throw e;
    } finally {
      writing.unlock();
    }
  }

  /// Waits until the messages of others have been written.
  private void takeTurn(long deadline) throws InterruptedIOException {
    try {
      if (!writing.tryLock()
          && !writing.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedIOException("the bus takes nothing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while others write");
    }
  }

  private void send(int count, int[] fds, int fdCount, long deadline) throws IOException {
    int at = 0;
    int left = fdCount;
    while (at < count) {
      int went = socket.send(out, at, count - at, fds, left);
      if (went == UnixSocket.WOULD_BLOCK) {
        await(writable, begun ? deadline + FINISH : deadline, "the bus takes nothing");
      } else {
        begun = true;
        at += went;
        left = 0;
      }
    }
  }

  private void await(Poller poller, long deadline, String what) throws IOException {
    long wait = FOREVER;
    if (deadline != 0) {
      wait = deadline - System.nanoTime();
      if (wait <= 0) {
        throw new InterruptedIOException(what);
      }
    }
    poller.poll(wait);
    if (poller.readable(1)) {
      throw new EOFException("the connection is closed");
    }
  }

  /// Ends every wait, now and later. Any thread.
  void stop() {
    stop.signal();
  }

  /// Closes what is left; the reading thread, or nobody reads.
  @Override
  public void close() {
    stop();
    writing.lock();
    try {
      if (!closed) {
        closed = true;
        socket.close();
        stop.close();
      }
    } finally {
      writing.unlock();
    }
  }
}
