package io.oriel.client.gamestream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Input to send, one event per line; numbers may be hexadecimal with `0x`, `#` begins a comment.
///
/// ```
/// wait MILLIS                        haptics on|off
/// key VK down|up [MODIFIERS] [asis]  text WORDS…
/// move DX DY                         to X Y WIDTH HEIGHT
/// button N down|up                   scroll AMOUNT          hscroll AMOUNT
/// touch EVENT ID X Y [PRESSURE MAJOR MINOR ROTATION]
/// pen EVENT TOOL BUTTONS X Y [PRESSURE ROTATION TILT MAJOR MINOR]
/// arrive PAD TYPE CAPABILITIES [BUTTONS]
/// pad PAD MASK BUTTONS [LEFT RIGHT LX LY RX RY]
/// padtouch PAD EVENT TOUCHPAD ID X Y [PRESSURE]
/// motion PAD accel|gyro X Y Z        battery PAD STATE PERCENT
/// ```
///
/// Events are `hover`, `down`, `up`, `move`, `cancel`, `buttons`, `hover_leave`, `cancel_all`.
public final class InputScript {
  private static final List<String> EVENTS =
      List.of("hover", "down", "up", "move", "cancel", "buttons", "hover_leave", "cancel_all");
  private static final int UNKNOWN_ROTATION = 0xffff;
  private static final int UNKNOWN_TILT = 0xff;

  private final List<Consumer<ClientInput>> steps;

  private InputScript(List<Consumer<ClientInput>> steps) {
    this.steps = List.copyOf(steps);
  }

  /// @throws IllegalArgumentException that names the line and what is wrong with it
  public static InputScript parse(String text) {
    var steps = new ArrayList<Consumer<ClientInput>>();
    String[] lines = text.split("\\R");
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].replaceFirst("(^|\\s)#.*", "").strip();
      if (line.isEmpty()) {
        continue;
      }
      try {
        steps.add(step(line));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "line %d, '%s': %s".formatted(i + 1, line, e.getMessage()), e);
      }
    }
    return new InputScript(steps);
  }

  /// Sends everything, waiting where the script says so.
  ///
  /// @return `false`: interrupted before the end
  public boolean run(ClientInput input) {
    for (var step : steps) {
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      step.accept(input);
    }
    return true;
  }

  private static Consumer<ClientInput> step(String line) {
    String[] w = line.split("\\s+");
    return switch (w[0].toLowerCase(Locale.ROOT)) {
      case "wait" -> {
        long nanos = number(w[1]) * 1_000_000L;
        yield _ -> waitFor(nanos);
      }
      case "haptics" -> {
        boolean on = either(w[1], "on", "off");
        yield input -> input.haptics(on);
      }
      case "key" -> {
        int vk = number(w[1]);
        boolean down = either(w[2], "down", "up");
        boolean asIs = w[w.length - 1].equals("asis");
        int modifiers = w.length > 3 && !w[3].equals("asis") ? number(w[3]) : 0;
        yield input -> input.key(vk, down, modifiers, asIs);
      }
      case "text" -> {
        String text = line.substring(5);
        yield input -> input.text(text);
      }
      case "button" -> {
        int number = number(w[1]);
        boolean down = either(w[2], "down", "up");
        yield input -> input.button(number, down);
      }
      default -> numeric(w);
    };
  }

  private static Consumer<ClientInput> numeric(String[] w) {
    switch (w[0].toLowerCase(Locale.ROOT)) {
      case "move" -> {
        int[] n = numbers(w, 1, 2);
        return input -> input.moveBy(n[0], n[1]);
      }
      case "to" -> {
        int[] n = numbers(w, 1, 4);
        return input -> input.moveTo(n[0], n[1], n[2], n[3]);
      }
      case "scroll" -> {
        int[] n = numbers(w, 1, 1);
        return input -> input.scroll(n[0]);
      }
      case "hscroll" -> {
        int[] n = numbers(w, 1, 1);
        return input -> input.scrollSideways(n[0]);
      }
      case "touch" -> {
        int event = event(w[1]);
        int id = number(w[2]);
        float[] f = fractions(w, 3, 2, 0, 0, 0, 0, 0, UNKNOWN_ROTATION);
        return input -> input.touch(event, id, f[0], f[1], f[2], f[3], f[4], (int) f[5]);
      }
      case "pen" -> {
        int event = event(w[1]);
        int[] n = numbers(w, 2, 2);
        float[] f = fractions(w, 4, 2, 0, 0, 0, UNKNOWN_ROTATION, UNKNOWN_TILT, 0, 0);
        return input ->
            input.pen(event, n[0], n[1], f[0], f[1], f[2], (int) f[3], (int) f[4], f[5], f[6]);
      }
      default -> {
        return pad(w);
      }
    }
  }

  private static Consumer<ClientInput> pad(String[] w) {
    switch (w[0].toLowerCase(Locale.ROOT)) {
      case "arrive" -> {
        int[] n = numbers(w, 1, 3);
        int buttons = w.length > 4 ? number(w[4]) : -1;
        return input -> input.controllerArrived(n[0], n[1], n[2], buttons);
      }
      case "pad" -> {
        int[] n = Arrays.copyOf(numbers(w, 1, Math.clamp(w.length - 1, 3, 9)), 9);
        return input -> input.controller(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]);
      }
      case "padtouch" -> {
        int number = number(w[1]);
        int event = event(w[2]);
        int[] n = numbers(w, 3, 2);
        float[] f = fractions(w, 5, 2, 0, 0, 1);
        return input -> input.controllerTouch(number, event, n[0], n[1], f[0], f[1], f[2]);
      }
      case "motion" -> {
        int number = number(w[1]);
        int type = either(w[2], "accel", "gyro") ? 1 : 2;
        float[] f = fractions(w, 3, 3, 0, 0, 0);
        return input -> input.controllerMotion(number, type, f[0], f[1], f[2]);
      }
      case "battery" -> {
        int[] n = numbers(w, 1, 3);
        return input -> input.controllerBattery(n[0], n[1], n[2]);
      }
      default -> throw new IllegalArgumentException("there is no event " + w[0]);
    }
  }

  private static void waitFor(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !Thread.currentThread().isInterrupted(); ) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
  }

  private static int event(String word) {
    int event = EVENTS.indexOf(word.toLowerCase(Locale.ROOT));
    if (event < 0) {
      throw new IllegalArgumentException(word + " is none of " + EVENTS);
    }
    return event;
  }

  private static boolean either(String word, String yes, String no) {
    if (!word.equals(yes) && !word.equals(no)) {
      throw new IllegalArgumentException(word + " is neither " + yes + " nor " + no);
    }
    return word.equals(yes);
  }

  private static int number(String word) {
    return (int) (long) Long.decode(word);
  }

  private static int[] numbers(String[] words, int from, int count) {
    int[] all = new int[count];
    for (int i = 0; i < count; i++) {
      all[i] = number(words[from + i]);
    }
    return all;
  }

  /// @param needed how many must be there; the rest is as given
  private static float[] fractions(String[] words, int from, int needed, float... all) {
    for (int i = 0; i < all.length; i++) {
      if (i < needed || from + i < words.length) {
        all[i] = Float.parseFloat(words[from + i]);
      }
    }
    return all;
  }
}
