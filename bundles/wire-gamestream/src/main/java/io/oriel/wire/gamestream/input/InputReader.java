package io.oriel.wire.gamestream.input;

/// Decodes input packets, size BE32 │ magic LE32 │ body, without allocating (GameStream protocol
/// notes §6). One thread.
public final class InputReader {
  private static final int MAX_TEXT = 64;

  private final StringBuilder text = new StringBuilder(2 * MAX_TEXT);
  private InputProblem problem = InputProblem.LENGTH;
  private int magic;

  /// Decodes one packet and calls the sink at most once.
  ///
  /// @return `false`: malformed, out of bounds or unknown, see [#problem()]; nothing was called
  public boolean read(byte[] b, int at, int length, InputEvents sink) {
    magic = length < 8 ? 0 : le32(b, at + 4);
    problem = InputProblem.LENGTH;
    if (length < 9 || be32(b, at) != length - 4) {
      return false;
    }
    int size = InputMagic.bodySize(magic);
    int n = length - 8;
    if (size == -2) {
      problem = InputProblem.UNKNOWN;
    } else if (size < 0 || size == n) {
      problem = InputProblem.VALUE;
      return body(b, at + 8, n, sink);
    }
    return false;
  }

  /// For packets that tell what there is and not what happens (controllers, their state and
  /// battery, the wish for haptics): the length of the beginning that packets about the same thing
  /// share. Of those only the newest counts, and it may be read later than it came.
  ///
  /// @return 0: the packet tells what happens, or is too short
  public static int statePrefix(byte[] b, int at, int length) {
    if (length < 9) {
      return 0;
    }
    int prefix =
        switch (le32(b, at + 4)) {
          case InputMagic.HAPTICS -> 8;
          case InputMagic.ARRIVAL, InputMagic.BATTERY -> 9; // the controller's number last
          case InputMagic.CONTROLLER -> 12;
          default -> 0;
        };
    return length < prefix ? 0 : prefix;
  }

  /// What was wrong with the packet that [#read] refused last.
  public InputProblem problem() {
    return problem;
  }

  /// The magic number of the packet read last; 0: it was too short to have one.
  public int magic() {
    return magic;
  }

  private boolean body(byte[] b, int body, int n, InputEvents sink) {
    return switch (magic) {
      case InputMagic.HAPTICS -> {
        sink.haptics(le16(b, body) != 0);
        yield true;
      }
      case InputMagic.KEY_DOWN, InputMagic.KEY_UP -> {
        boolean down = magic == InputMagic.KEY_DOWN;
        sink.key(le16(b, body + 1) & 0xff, down, b[body + 3] & 0x0f, (b[body] & 1) != 0);
        yield true;
      }
      case InputMagic.TEXT -> text(b, body, n, sink);
      case InputMagic.MOVE_BY -> {
        sink.moveBy((short) be16(b, body), (short) be16(b, body + 2));
        yield true;
      }
      case InputMagic.MOVE_TO -> moveTo(b, body, sink);
      case InputMagic.BUTTON_DOWN, InputMagic.BUTTON_UP -> {
        int number = b[body];
        boolean known = number >= 1 && number <= 5;
        if (known) {
          sink.button(number, magic == InputMagic.BUTTON_DOWN);
        }
        yield known;
      }
      case InputMagic.SCROLL -> {
        sink.scrollVertical((short) be16(b, body));
        yield true;
      }
      case InputMagic.SCROLL_HORIZONTAL -> {
        sink.scrollHorizontal((short) be16(b, body));
        yield true;
      }
      case InputMagic.CONTROLLER -> controller(b, body, sink);
      case InputMagic.TOUCH -> touch(b, body, sink);
      case InputMagic.PEN -> pen(b, body, sink);
      default -> pad(b, body, sink);
    };
  }

  private static boolean moveTo(byte[] b, int at, InputEvents sink) {
    int lastX = (short) be16(b, at + 6);
    int lastY = (short) be16(b, at + 8);
    if (lastX <= 0 || lastY <= 0) {
      return false;
    }
    int x = Math.clamp((short) be16(b, at), 0, lastX);
    int y = Math.clamp((short) be16(b, at + 2), 0, lastY);
    sink.moveTo(x, y, lastX, lastY);
    return true;
  }

  private boolean controller(byte[] b, int at, InputEvents sink) {
    int number = le16(b, at + 2);
    if (number > 15) {
      problem = InputProblem.SLOT;
      return false;
    }
    sink.controller(
        number,
        le16(b, at + 4),
        le16(b, at + 8) | le16(b, at + 22) << 16,
        b[at + 10] & 0xff,
        b[at + 11] & 0xff,
        (short) le16(b, at + 12),
        (short) le16(b, at + 14),
        (short) le16(b, at + 16),
        (short) le16(b, at + 18));
    return true;
  }

  private static boolean touch(byte[] b, int at, InputEvents sink) {
    int event = b[at];
    float x = f32(b, at + 8);
    float y = f32(b, at + 12);
    float pressure = f32(b, at + 16);
    float major = f32(b, at + 20);
    float minor = f32(b, at + 24);
    if (event < 0
        || event > 7
        || event == 5
        || !finite(x, y, pressure)
        || !finite(major, minor, 0)) {
      return false;
    }
    sink.touch(
        event,
        le32(b, at + 4),
        unit(x),
        unit(y),
        unit(pressure),
        unit(major),
        unit(minor),
        le16(b, at + 2));
    return true;
  }

  private static boolean pen(byte[] b, int at, InputEvents sink) {
    int event = b[at];
    float x = f32(b, at + 4);
    float y = f32(b, at + 8);
    float pressure = f32(b, at + 12);
    float major = f32(b, at + 20);
    float minor = f32(b, at + 24);
    if (event < 0 || event > 7 || b[at + 1] < 0 || b[at + 1] > 2) {
      return false;
    }
    if (!finite(x, y, pressure) || !finite(major, minor, 0)) {
      return false;
    }
    sink.pen(
        event,
        b[at + 1],
        b[at + 2] & 7,
        unit(x),
        unit(y),
        unit(pressure),
        le16(b, at + 16),
        b[at + 18] & 0xff,
        unit(major),
        unit(minor));
    return true;
  }

  private boolean pad(byte[] b, int at, InputEvents sink) {
    int number = b[at] & 0xff;
    if (number > 15) {
      problem = InputProblem.SLOT;
      return false;
    }
    switch (magic) {
      case InputMagic.ARRIVAL ->
          sink.arrival(number, b[at + 1] & 0xff, le16(b, at + 2), le32(b, at + 4));
      case InputMagic.PAD_TOUCH -> {
        float x = f32(b, at + 8);
        float y = f32(b, at + 12);
        float pressure = f32(b, at + 16);
        int event = b[at + 1];
        int touchpad = b[at + 3];
        boolean known = event >= 0 && event <= 7 && event != 5 && touchpad >= 0 && touchpad <= 1;
        if (!known || !finite(x, y, pressure)) {
          return false;
        }
        sink.padTouch(number, event, touchpad, le32(b, at + 4), unit(x), unit(y), unit(pressure));
      }
      case InputMagic.MOTION -> {
        float x = f32(b, at + 4);
        float y = f32(b, at + 8);
        float z = f32(b, at + 12);
        if (!finite(x, y, z) || b[at + 1] != 1 && b[at + 1] != 2) {
          return false;
        }
        sink.motion(number, b[at + 1], x, y, z);
      }
      case InputMagic.BATTERY -> {
        if (b[at + 1] < 0 || b[at + 1] > 5) {
          return false;
        }
        sink.battery(number, b[at + 1], b[at + 2] & 0xff);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Strict UTF-8 into the reused builder.
  private boolean text(byte[] b, int at, int length, InputEvents sink) {
    problem = InputProblem.TEXT;
    if (length > MAX_TEXT) {
      return false;
    }
    text.setLength(0);
    int end = at + length;
    int i = at;
    while (i < end) {
      int lead = b[i] & 0xff;
      int more = lead < 0x80 ? 0 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
      if (lead >= 0x80 && lead < 0xc2 || lead > 0xf4 || i + more >= end) {
        return false;
      }
      int point = more == 0 ? lead : lead & 0x3f >> more;
      for (int k = 1; k <= more; k++) {
        if ((b[i + k] & 0xc0) != 0x80) {
          return false;
        }
        point = point << 6 | b[i + k] & 0x3f;
      }
      boolean overlong = more == 2 && point < 0x800 || more == 3 && point < 0x10000;
      if (overlong || point > 0x10ffff || point >= 0xd800 && point < 0xe000) {
        return false;
      }
      text.appendCodePoint(point);
      i += more + 1;
    }
    sink.text(text);
    return true;
  }

  private static boolean finite(float a, float b, float c) {
    return Float.isFinite(a) && Float.isFinite(b) && Float.isFinite(c);
  }

  private static float unit(float v) {
    return Math.clamp(v, 0f, 1f);
  }

  private static int be16(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | b[at + 1] & 0xff;
  }

  private static int be32(byte[] b, int at) {
    return be16(b, at) << 16 | be16(b, at + 2);
  }

  private static int le16(byte[] b, int at) {
    return b[at] & 0xff | (b[at + 1] & 0xff) << 8;
  }

  private static int le32(byte[] b, int at) {
    return le16(b, at) | le16(b, at + 2) << 16;
  }

  private static float f32(byte[] b, int at) {
    return Float.intBitsToFloat(le32(b, at));
  }
}
