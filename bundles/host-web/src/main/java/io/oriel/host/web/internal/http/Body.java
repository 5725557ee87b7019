package io.oriel.host.web.internal.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// A body as it comes in, within its endpoint's limit and the host's. The connection's thread.
final class Body {
  private final BodyBudget budget;
  private final int most;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int taken;

  Body(BodyBudget budget, int most) {
    this.budget = budget;
    this.most = most;
  }

  /// @throws Refusal with 413 or 503
  void add(ByteBuf piece) throws Refusal {
    int more = piece.readableBytes();
    if (more > most - taken) {
      throw tooLong(most);
    }
    if (!budget.take(more)) {
      throw new Refusal(503, "busy", "the host is busy with other uploads; try again soon");
    }
    taken += more;
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
