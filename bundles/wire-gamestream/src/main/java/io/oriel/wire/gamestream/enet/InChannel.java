package io.oriel.wire.gamestream.enet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/// The receiving half of a channel: puts messages into order. What waits is bounded in number and
/// bytes; a reliable message beyond the bounds is not acknowledged, so it comes again.
final class InChannel {
  private static final int MAX_WAITING = 128;
  static final int MAX_MESSAGE = 64 * 1024;
  private static final int MAX_FRAGMENTS = 1024;

  /// Gets messages in order.
  interface Sink {
    void message(byte[] bytes, int offset, int length);
  }

  private final InBudget budget;
  private final List<Incoming> waiting = new ArrayList<>(0);
  private int reliable;
  private int unreliable;

  /// @param budget the peer's
  InChannel(InBudget budget) {
    this.budget = budget;
  }

  /// @return whether to acknowledge
  boolean reliable(int sequence, byte[] b, int at, int length, Sink sink) {
    int ahead = sequence - reliable & 0xffff;
    if (ahead == 0 || ahead >= 0x8000) {
      return true;
    }
    if (ahead >= Enet.AHEAD) {
      return false;
    }
    if (ahead == 1) {
      advance(sequence);
      sink.message(b, at, length);
      drain(sink);
      return true;
    }
    return find(sequence, 0) != null
        || hold(new Incoming(sequence, 0, Arrays.copyOfRange(b, at, at + length)));
  }

  void unreliable(int sequence, int number, byte[] b, int at, int length, Sink sink) {
    int ahead = sequence - reliable & 0xffff;
    if (ahead == 0) {
      int newer = number - unreliable & 0xffff;
      if (newer != 0 && newer < 0x8000) {
        unreliable = number;
        sink.message(b, at, length);
      }
    } else if (ahead < Enet.AHEAD && number != 0 && find(sequence, number) == null) {
      hold(new Incoming(sequence, number, Arrays.copyOfRange(b, at, at + length)));
    }
  }

  /// One fragment of a message.
  ///
  /// @param sequence the fragment's own reliable number
  /// @param c where the command starts in `b`
  /// @return whether to acknowledge
  boolean fragment(int sequence, byte[] b, int c, int length, boolean sure, Sink sink) {
    int start = Enet.u16(b, c + 4);
    int count = Enet.i32(b, c + 8);
    int number = Enet.i32(b, c + 12);
    int total = Enet.i32(b, c + 16);
    int offset = Enet.i32(b, c + 20);
    if (count < 1 || count > MAX_FRAGMENTS || number < 0 || number >= count) {
      return false;
    }
    if (total < count || total > MAX_MESSAGE || offset < 0 || offset > total - length) {
      return false;
    }
    int first = sure ? start : sequence;
    int last = sure ? start + count - 1 & 0xffff : sequence;
    int ahead = first - reliable & 0xffff;
    if (sure && (ahead == 0 || ahead >= 0x8000)) {
      return true;
    }
    if (ahead >= Enet.AHEAD || !sure && start == 0) {
      return false;
    }
    int key = sure ? 0 : start;
    Incoming whole = find(first, key);
    if (whole == null) {
      whole = new Incoming(first, last, key, new byte[total], count);
      if (!hold(whole)) {
        return false;
      }
    }
    if (!whole.fits(count, total)) {
      return false;
    }
    whole.fragment(number, b, c + 24, length, offset);
    drain(sink);
    return true;
  }

  private void advance(int sequence) {
    reliable = sequence;
    unreliable = 0;
  }

  private Incoming find(int first, int number) {
    for (Incoming w : waiting) {
      if (w.first == first && w.unreliable == number) {
        return w;
      }
    }
    return null;
  }

  private boolean hold(Incoming message) {
    if (waiting.size() >= MAX_WAITING || !budget.take(message)) {
      return false;
    }
    waiting.add(message);
    return true;
  }

  private void drain(Sink sink) {
    while (!waiting.isEmpty()) {
      Incoming next = next();
      if (next == null) {
        return;
      }
      waiting.remove(next);
      budget.give(next);
      if (next.unreliable == 0) {
        advance(next.last);
      } else {
        unreliable = next.unreliable;
      }
      sink.message(next.bytes, 0, next.bytes.length);
    }
  }

  /// What may be delivered now; forgets what came too late.
  private Incoming next() {
    Incoming best = null;
    for (Iterator<Incoming> i = waiting.iterator(); i.hasNext(); ) {
      Incoming w = i.next();
      int ahead = w.first - reliable & 0xffff;
      boolean late =
          w.unreliable == 0
              ? ahead == 0 || ahead >= 0x8000
              : ahead >= 0x8000 || ahead == 0 && (unreliable - w.unreliable & 0xffff) < 0x8000;
      if (late) {
        i.remove();
        budget.give(w);
      } else if (w.complete() && w.unreliable == 0 && ahead == 1) {
        best = best == null ? w : best;
      } else if (w.complete() && w.unreliable != 0 && ahead == 0) {
        // unreliable ones of the current number go before the next reliable one
        best = best == null || best.unreliable == 0 || w.unreliable < best.unreliable ? w : best;
      }
    }
    return best;
  }
}
