package io.oriel.testkit.clock;

import java.nio.ByteBuffer;

/// A question about the time, or its answer; both are equally long, so that nobody can use the
/// responder to multiply traffic. Big-endian:
///
///      0  4  "OCLK"
///      4  1  version, 1
///      5  1  0 question, 1 answer
///      6  2  zero
///      8  8  mark of the question, repeated by the answer
///     16  8  t1, the asking machine's time when it asked
///     24  8  t2, the answering machine's time when the question came; 0 in a question
///     32  8  t3, its time when the answer went; 0 in a question
///     40  8  zero
///
/// Times are `CLOCK_MONOTONIC` in ns.
record ClockMessage(boolean answer, long mark, long t1, long t2, long t3) {
  static final int LENGTH = 48;

  private static final int MAGIC = 0x4f434c4b;
  private static final int VERSION = 1;

  /// @return `null`: no such message
  static ClockMessage read(byte[] bytes, int length) {
    if (length != LENGTH) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
    boolean ours = in.getInt() == MAGIC && in.get() == VERSION;
    int type = in.get();
    if (!ours || type < 0 || type > 1 || in.getShort() != 0) {
      return null;
    }
    var message =
        new ClockMessage(type == 1, in.getLong(), in.getLong(), in.getLong(), in.getLong());
    return in.getLong() == 0 ? message : null;
  }

  /// @param bytes gets [#LENGTH] bytes
  void write(byte[] bytes) {
    ByteBuffer.wrap(bytes)
        .putInt(MAGIC)
        .put((byte) VERSION)
        .put((byte) (answer ? 1 : 0))
        .putShort((short) 0)
        .putLong(mark)
        .putLong(t1)
        .putLong(t2)
        .putLong(t3)
        .putLong(0);
  }
}
