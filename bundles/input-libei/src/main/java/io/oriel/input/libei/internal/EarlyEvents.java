package io.oriel.input.libei.internal;

import java.util.ArrayDeque;

/// Presses and text that came before their device did: the first key of a session must not be lost
/// because a desktop takes a moment. Under the connection's lock.
final class EarlyEvents {
  /// Takes an event now.
  interface Taker {
    /// @return `false`: its device is not there yet
    boolean takeKey(int evdevCode, boolean down);

    /// @return `false`: its device is not there yet
    boolean takeButton(int evdevCode, boolean down);

    /// @return `false`: its device is not there yet
    boolean takeText(CharSequence utf16);
  }

  private enum What {
    KEY,
    BUTTON,
    TEXT
  }

  private record Event(What what, int code, boolean down, String text, long nanos) {}

  private static final int MOST = 128;

  /// What was meant for a moment ago does harm later.
  private static final long FRESH_NANOS = 2_000_000_000;

  private final ArrayDeque<Event> events = new ArrayDeque<>();

  void key(int code, boolean down) {
    add(What.KEY, code, down, "");
  }

  void button(int code, boolean down) {
    add(What.BUTTON, code, down, "");
  }

  void text(String utf16) {
    if (utf16.length() <= 1000) {
      add(What.TEXT, 0, true, utf16);
    }
  }

  /// Releases are kept only after their press.
  private void add(What what, int code, boolean down, String text) {
    dropOld();
    boolean sensible =
        down || events.stream().anyMatch(e -> e.what == what && e.code == code && e.down);
    if (sensible && events.size() < MOST) {
      events.add(new Event(what, code, down, text, System.nanoTime()));
    }
  }

  private void dropOld() {
    long now = System.nanoTime();
    events.removeIf(event -> now - event.nanos > FRESH_NANOS);
  }

  /// Gives what has waited to those who can take it now, in order.
  void replay(Taker taker) {
    dropOld();
    events.removeIf(
        event ->
            switch (event.what) {
              case KEY -> taker.takeKey(event.code, event.down);
              case BUTTON -> taker.takeButton(event.code, event.down);
              case TEXT -> taker.takeText(event.text);
            });
  }
}
