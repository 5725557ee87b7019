package io.oriel.host.session.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// The last remarks of a session, newest last. Any thread.
final class Remarks implements Consumer<String> {
  private static final int MOST = 20;
  private final Deque<String> remarks = new ArrayDeque<>();

  @Override
  public synchronized void accept(String remark) {
    if (!remark.equals(remarks.peekLast())) {
      remarks.addLast(remark);
    }
    if (remarks.size() > MOST) {
      remarks.removeFirst();
    }
  }

  synchronized List<String> all() {
    return List.copyOf(remarks);
  }

  /// The newest; empty: none.
  synchronized String last() {
    return remarks.isEmpty() ? "" : remarks.getLast();
  }
}
