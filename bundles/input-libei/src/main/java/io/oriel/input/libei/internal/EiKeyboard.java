package io.oriel.input.libei.internal;

import io.oriel.input.libei.internal.wire.EiProtocolException;
import io.oriel.input.libei.internal.wire.Incoming;
import io.oriel.lib.input.nat.XkbKeymap;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Fd;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `ei_keyboard`: the keymap of the desktop and the state of its modifiers.
final class EiKeyboard implements EiObject, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EiKeyboard.class);

  /// Several times the largest of xkeyboard-config.
  private static final int MOST_KEYMAP_BYTES = 1 << 20;

  private static final int XKB = 1;

  private final EiSession session;
  private final EiObject part;
  private XkbKeymap keymap; // null: none, or libxkbcommon is missing
  private KeymapText strokes;

  EiKeyboard(EiSession session, EiObject part) {
    this.session = session;
    this.part = part;
  }

  @Override
  public void event(int opcode, Incoming in) throws EiProtocolException {
    switch (opcode) {
      case 1 -> {
        int type = in.u32();
        int size = in.u32();
        Fd fd = in.descriptor();
        if (size <= 0 || size > MOST_KEYMAP_BYTES) {
          fd.close();
          throw new EiProtocolException("a keymap of " + Integer.toUnsignedString(size) + " bytes");
        }
        session.afterwards(() -> take(type, fd, size));
      }
      case 3 -> {
        in.u32(); // serial
        modifiers(in.u32(), in.u32(), in.u32(), in.u32());
      }
      default -> part.event(opcode, in);
    }
  }

  /// Takes its time, and so may whoever owns the file: not under the lock. The device is not used
  /// before it is complete.
  private void take(int type, Fd fd, int size) throws EiProtocolException {
    try (fd) {
      if (type == XKB && keymap == null) {
        compile(read(fd, size));
      }
    } catch (ErrnoException e) {
      throw new EiProtocolException("a keymap that cannot be read: " + e.getMessage());
    }
  }

  private static String read(Fd fd, int size) throws ErrnoException {
    try (var arena = Arena.ofConfined()) {
      var text = arena.allocate(size);
      long came = Fd.read(fd.number(), text);
      byte[] utf8 = text.asSlice(0, came).toArray(ValueLayout.JAVA_BYTE);
      int end = 0;
      while (end < utf8.length && utf8[end] != 0) {
        end++;
      }
      return new String(utf8, 0, end, StandardCharsets.UTF_8);
    }
  }

  private void compile(String text) {
    Optional<XkbKeymap> compiled = XkbKeymap.ofText(text);
    if (compiled.isEmpty()) {
      log.warn(
          XkbKeymap.available()
              ? "the desktop's keymap is not understood: text is typed as on a US keyboard"
              : "libxkbcommon.so.0 is missing: text is typed as on a US keyboard; install"
                  + " libxkbcommon0");
      return;
    }
    strokes = new KeymapText(compiled.get()); // tries every key: before anybody else may
    keymap = compiled.get();
  }

  /// The order of the protocol: what is on comes before what is on for the next key.
  private void modifiers(int depressed, int locked, int latched, int group) {
    if (keymap != null) {
      keymap.modifiers(depressed, latched, locked, group);
    }
  }

  /// A key was sent.
  void follow(int evdevCode, boolean down) {
    if (keymap != null) {
      keymap.key(evdevCode, down);
    }
  }

  /// Modifiers are lifted, those that are locked come anew.
  void neutral() {
    if (keymap != null) {
      keymap.modifiers(0, 0, keymap.locked(), keymap.layout());
    }
  }

  /// How the keymap types; `null`: not known.
  KeymapText strokes() {
    return strokes;
  }

  @Override
  public void close() {
    if (keymap != null) {
      keymap.close();
      keymap = null;
      strokes = null;
    }
  }
}
