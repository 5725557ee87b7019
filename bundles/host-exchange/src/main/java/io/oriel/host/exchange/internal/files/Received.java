package io.oriel.host.exchange.internal.files;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// How much each client has uploaded within a day, as far as this run of the host knows. Its owner
/// takes care of threads.
final class Received {
  private static final long DAY_MILLIS = 86_400_000;
  private static final long TOGETHER_MILLIS = 600_000; // so many minutes are one entry

  private record Entry(long millis, long bytes) {}

  private final Map<String, Deque<Entry>> clients = new HashMap<>();

  void add(String client, long bytes, long nowMillis) {
    Deque<Entry> entries = clients.computeIfAbsent(client, _ -> new ArrayDeque<>());
    Entry last = entries.peekLast();
    if (last != null && nowMillis - last.millis < TOGETHER_MILLIS) {
      entries.removeLast();
      entries.addLast(new Entry(last.millis, last.bytes + bytes));
    } else {
      entries.addLast(new Entry(nowMillis, bytes));
    }
  }

  long of(String client, long nowMillis) {
    clients.values().forEach(e -> e.removeIf(entry -> nowMillis - entry.millis > DAY_MILLIS));
    clients.values().removeIf(Deque::isEmpty);
    return clients.getOrDefault(client, new ArrayDeque<>()).stream().mapToLong(Entry::bytes).sum();
  }
}
