package io.oriel.lib.browser.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Reads input messages: passes every event on once and in order, however often a message comes.
/// One thread at a time; allocates nothing.
///
/// A message is `u8 1, u32 first, u8 count`, then the events `first` … `first + count - 1` ("Small
/// messages"); numbers count from 0, modulo 2^32.
public final class InputReader {
  private static final int SLOTS = 16;
  private static final int LAST_PHASE = 6;
  private static final int LONGEST_TEXT = 255;

  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final CharBuffer text = CharBuffer.allocate(LONGEST_TEXT);
  private int next;

  /// All events before this number were passed on.
  public int next() {
    return next;
  }

  /// Reads a message.
  ///
  /// @param message big-endian, behind its type byte; read up to its limit
  /// @return `false`: something of it is not understood; the events before that were passed on
  public boolean read(ByteBuffer message, InputEvents to) {
    if (message.remaining() < 5) {
      return false;
    }
    int first = message.getInt();
    int count = message.get() & 0xff;
    if (first - next > 0) {
      return false; // the events between were never acknowledged and are missing
    }
    for (int i = 0; i < count; i++) {
      boolean fresh = first + i == next;
      if (!event(message, fresh ? to : NOBODY)) {
        return false;
      }
      if (fresh) {
        next++;
      }
    }
    return !message.hasRemaining();
  }

  private boolean event(ByteBuffer m, InputEvents to) {
    if (!m.hasRemaining()) {
      return false;
    }
    int kind = m.get() & 0xff;
    if (m.remaining() < least(kind)) {
      return false;
    }
    switch (kind) {
      case 1 -> to.key(u16(m), m.get() != 0);
      case 2 -> {
        return text(m, to);
      }
      case 3 -> to.button(u16(m), m.get() != 0);
      case 4 -> {
        float dx = m.getFloat();
        float dy = m.getFloat();
        if (Float.isFinite(dx) && Float.isFinite(dy)) {
          to.moveBy(dx, dy);
        }
      }
      case 5 -> to.moveTo(u16(m), u16(m));
      case 6 -> to.scroll(m.getShort(), m.getShort());
      case 7 -> {
        int phase = u8(m);
        if (phase > LAST_PHASE) {
          return false;
        }
        to.touch(phase, m.getInt(), u16(m), u16(m), u8(m), u16(m), u16(m));
      }
      case 8 -> {
        int phase = u8(m);
        if (phase > LAST_PHASE) {
          return false;
        }
        to.pen(phase, u8(m), u8(m), u16(m), u16(m), u8(m), u16(m), u8(m));
      }
      case 9, 10, 11 -> {
        return pad(kind, m, to);
      }
      case 12 -> to.releaseAll();
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Bytes that follow the kind, at least; more than any message has for unknown kinds.
  private static int least(int kind) {
    return switch (kind) {
      case 1, 3 -> 3;
      case 2 -> 1;
      case 4 -> 8;
      case 5, 6, 9 -> 4;
      case 7 -> 14;
      case 8 -> 11;
      case 10 -> 15;
      case 11 -> 1;
      case 12 -> 0;
      default -> Integer.MAX_VALUE;
    };
  }

  private static boolean pad(int kind, ByteBuffer m, InputEvents to) {
    int slot = u8(m);
    if (slot >= SLOTS) {
      return false;
    }
    switch (kind) {
      case 9 -> to.padConnected(slot, u8(m), u16(m));
      case 10 ->
          to.pad(
              slot,
              m.getInt(),
              u8(m),
              u8(m),
              m.getShort(),
              m.getShort(),
              m.getShort(),
              m.getShort());
      default -> to.padGone(slot);
    }
    return true;
  }

  private boolean text(ByteBuffer m, InputEvents to) {
    int length = u8(m);
    if (length > m.remaining()) {
      return false;
    }
    int end = m.limit();
    m.limit(m.position() + length);
    text.clear();
    utf8.reset();
    boolean whole = utf8.decode(m, text, true).isUnderflow();
    m.position(m.limit());
    m.limit(end);
    if (!whole) {
      return false;
    }
    text.flip();
    if (text.hasRemaining()) {
      to.text(text);
    }
    return true;
  }

  private static int u8(ByteBuffer m) {
    return m.get() & 0xff;
  }

  private static int u16(ByteBuffer m) {
    return m.getShort() & 0xffff;
  }

  /// Takes events that were passed on before.
  private static final InputEvents NOBODY =
      new InputEvents() {
        @Override
        public void key(int evdevCode, boolean down) {}

        @Override
        public void text(CharSequence utf16) {}

        @Override
        public void button(int evdevCode, boolean down) {}

        @Override
        public void moveBy(float dx, float dy) {}

        @Override
        public void moveTo(int x, int y) {}

        @Override
        public void scroll(int dx, int dy) {}

        @Override
        public void touch(int phase, int id, int x, int y, int pressure, int major, int minor) {}

        @Override
        public void pen(
            int phase, int tool, int buttons, int x, int y, int pressure, int rotation, int tilt) {}

        @Override
        public void padConnected(int slot, int type, int capabilities) {}

        @Override
        public void pad(
            int slot,
            int buttons,
            int leftTrigger,
            int rightTrigger,
            int leftX,
            int leftY,
            int rightX,
            int rightY) {}

        @Override
        public void padGone(int slot) {}

        @Override
        public void releaseAll() {}
      };
}
