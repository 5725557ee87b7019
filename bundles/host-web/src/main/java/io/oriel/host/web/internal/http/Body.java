package io.oriel.host.web.internal.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// A body as it comes in, within its endpoint's limit and the host's. What every call may send does
/// not count against the host's, which connections bound: nobody's uploads keep others from logging
/// in. The connection's thread.
final class Body {
  static final int FREE = 64 * 1024;

  private final BodyBudget budget;
  private final int most;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int length;
  private int taken; // of the budget

  Body(BodyBudget budget, int most) {
    this.budget = budget;
    this.most = most;
  }

  /// @throws Refusal with 413 or 503
  void add(ByteBuf piece) throws Refusal {
    int more = piece.readableBytes();
    if (more > most - length) {
      throw tooLong(most);
    }
    int counts = Math.max(0, length + more - Math.max(FREE, length));
    if (!budget.take(counts)) {
      throw new Refusal(503, "busy", "the host is busy with other uploads; try again soon");
    }
    taken += counts;
    length += more;
    try {
      piece.readBytes(bytes, more);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail to be written", e);
    }
  }

  static Refusal tooLong(long most) {
    return new Refusal(413, "length", "that is longer than " + most + " bytes");
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  /// Once, when nobody needs the bytes any more.
  void close() {
    budget.giveBack(taken);
    taken = 0;
  }
}
