package io.oriel.clipboard.wayland.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.oriel.media.nat.PipeEnd;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Contents on their way to a program that pastes, bounded in time. The clipboard's thread.
final class Outgoing implements AutoCloseable {
  final long deadlineNanos;
  private final PipeEnd pipe;
  private final byte[] bytes;
  private int sent;

  /// *Takes ownership* of the pipe.
  Outgoing(byte[] bytes, PipeEnd pipe, long deadlineNanos) {
    this.bytes = bytes;
    this.pipe = pipe;
    this.deadlineNanos = deadlineNanos;
  }

  int fd() {
    return pipe.fd();
  }

  /// Writes what there is room for.
  ///
  /// @param buffer scratch
  /// @return whether that was all
  boolean write(MemorySegment buffer) throws IOException {
    int part = (int) Math.min(buffer.byteSize(), bytes.length - sent);
    if (part > 0) {
      MemorySegment.copy(bytes, sent, buffer, JAVA_BYTE, 0, part);
      sent += Math.max(0, pipe.write(buffer, 0, part)); // -1: no room now
    }
    return sent == bytes.length;
  }

  @Override
  public void close() {
    pipe.close();
  }
}
