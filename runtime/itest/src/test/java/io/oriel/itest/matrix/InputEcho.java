package io.oriel.itest.matrix;

import io.oriel.client.gamestream.ClientInput;
import io.oriel.pattern.InputLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Sends one of everything and looks at what a program got: what arrived, by name, or what did
/// instead.
final class InputEcho {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// Codes of the first key and button may get lost while a program meets its new devices.
  private static final int TRIES = 3;

  private final ClientInput input;
  private final InputLog log;
  private final List<String> arrived = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private List<String> seen = List.of();

  InputEcho(ClientInput input, InputLog log) {
    this.input = input;
    this.log = log;
  }

  /// Tries all of it on a program of that size.
  InputEcho all(int widthPx, int heightPx) throws InterruptedException {
    absolute(widthPx, heightPx);
    echo("relative", () -> input.moveBy(40, -25), any("motion .*"), () -> {});
    echo("button", () -> press(true), any("button 272 down"), () -> press(false));
    echo("scroll", () -> input.scroll(-120), any("axis 0 [0-9.]+"), () -> {});
    echo("key", () -> input.key('H', true, 0), any("key 35 down"), () -> input.key('H', false, 0));
    return this;
  }

  /// Tries an absolute position alone; it has to arrive to the pixel.
  InputEcho absolute(int widthPx, int heightPx) throws InterruptedException {
    int x = widthPx / 4;
    int y = heightPx / 4;
    String at = "(enter|motion) (%d|%d)\\.?\\d* (%d|%d)\\.?\\d*.*".formatted(x, x - 1, y, y - 1);
    echo("absolute", () -> input.moveTo(x, y, widthPx, heightPx), any(at), away(widthPx, heightPx));
    return this;
  }

  /// What a program got the last time.
  List<String> seen() {
    return seen;
  }

  /// All that arrived, and after it what did not.
  String told() {
    return missing.isEmpty()
        ? String.join(", ", arrived)
        : (arrived.isEmpty() ? "none" : String.join(", ", arrived)) + "; not " + missing;
  }

  boolean complete() {
    return missing.isEmpty();
  }

  private Runnable away(int widthPx, int heightPx) {
    return () -> input.moveTo(widthPx / 2, heightPx / 2, widthPx, heightPx);
  }

  private void press(boolean down) {
    input.button(1, down);
  }

  private static Predicate<List<String>> any(String pattern) {
    return events -> events.stream().anyMatch(event -> event.matches(pattern));
  }

  private void echo(String name, Runnable send, Predicate<List<String>> wanted, Runnable undo)
      throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      log.clear();
      send.run();
      seen = List.copyOf(log.await(wanted, PATIENCE.dividedBy(TRIES)));
      undo.run();
      if (wanted.test(seen)) {
        arrived.add(name);
        return;
      }
    }
    missing.add(name);
  }
}
