package io.oriel.clipboard.wayland.internal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.oriel.clipboard.wayland.internal.Forms.Form;
import io.oriel.media.nat.PipeEnd;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Contents on their way from a program, bounded in size and time. The clipboard's thread.
final class Incoming implements AutoCloseable {
  /// How far it got.
  enum State {
    OPEN,
    COMPLETE,
    TOO_LONG
  }

  private static final int FIRST_ROOM = 16 << 10;

  final Form form;
  final long deadlineNanos;
  private final PipeEnd pipe;
  private byte[] bytes = new byte[FIRST_ROOM];
  private int length;

  /// *Takes ownership* of the pipe.
  Incoming(Form form, PipeEnd pipe, long deadlineNanos) {
    this.form = form;
    this.pipe = pipe;
    this.deadlineNanos = deadlineNanos;
  }

  int fd() {
    return pipe.fd();
  }

  /// Reads what is there.
  ///
  /// @param buffer scratch
  State read(MemorySegment buffer) throws IOException {
    int came = pipe.read(buffer, 0, buffer.byteSize());
    if (came == PipeEnd.WOULD_BLOCK) {
      return State.OPEN;
    }
    if (came == 0) {
      return State.COMPLETE;
    }
    if (length + came > form.kind().mostBytes()) {
      return State.TOO_LONG;
    }
    if (length + came > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + came));
    }
    MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, length, came);
    length += came;
    return State.OPEN;
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public void close() {
    pipe.close();
  }
}
