package io.oriel.pattern;

import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Mapping;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.WlKeyboard;
import io.oriel.media.wayland.protocol.WlPointer;
import io.oriel.media.wayland.protocol.WlSeat;
import io.oriel.media.wayland.protocol.WlSurface;
import io.oriel.media.wayland.protocol.WlTouch;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Pointer, keyboard and touch of a [PatternWindow]: everything goes to the log, and the pointer is
/// hidden so that it does not cover the picture. Window thread only.
final class PatternSeat implements WlSeat.Events {
  private final InputLog log;
  private WlSeat seat;
  private WlPointer pointer;
  private WlKeyboard keyboard;
  private WlTouch touch;

  PatternSeat(InputLog log) {
    this.log = log;
  }

  /// The seat is bound with this object as its listener, hence the detour.
  void of(WlSeat bound) {
    seat = bound;
  }

  @Override
  public void capabilities(int capabilities) throws WaylandException {
    if ((capabilities & WlSeat.CAPABILITY_POINTER) != 0 && pointer == null) {
      pointer = new WlPointer(new Pointing());
      seat.getPointer(pointer);
    }
    if ((capabilities & WlSeat.CAPABILITY_KEYBOARD) != 0 && keyboard == null) {
      keyboard = new WlKeyboard(new Typing());
      seat.getKeyboard(keyboard);
    }
    if ((capabilities & WlSeat.CAPABILITY_TOUCH) != 0 && touch == null) {
      touch = new WlTouch(new Touching());
      seat.getTouch(touch);
    }
  }

  private final class Pointing implements WlPointer.Events {
    @Override
    public void enter(int serial, WlSurface on, double x, double y) throws WaylandException {
      pointer.setCursor(serial, null, 0, 0);
      log.add("enter " + x + " " + y);
    }

    @Override
    public void motion(int time, double x, double y) {
      log.add("motion " + x + " " + y);
    }

    @Override
    public void button(int serial, int time, int button, int state) {
      log.add("button " + button + (state == WlPointer.BUTTON_STATE_PRESSED ? " down" : " up"));
    }

    @Override
    public void axis(int time, int axis, double value) {
      log.add("axis " + axis + " " + value);
    }
  }

  private final class Typing implements WlKeyboard.Events {
    @Override
    public void keymap(int format, int fd, int size) throws WaylandException {
      try (var arena = Arena.ofConfined()) {
        log.keymap(Mapping.readOnly(fd, size, arena).getString(0));
      } catch (IOException e) {
        throw new WaylandException("keymap", e);
      } finally {
        Fd.close(fd);
      }
    }

    @Override
    public void enter(int serial, WlSurface on, MemorySegment pressed) {
      log.add("focus");
    }

    @Override
    public void key(int serial, int time, int key, int state) {
      log.add("key " + key + (state == WlKeyboard.KEY_STATE_PRESSED ? " down" : " up"));
    }
  }

  private final class Touching implements WlTouch.Events {
    @Override
    public void down(int serial, int time, WlSurface on, int id, double x, double y) {
      log.add("touch down " + id + " " + x + " " + y);
    }

    @Override
    public void motion(int time, int id, double x, double y) {
      log.add("touch motion " + id + " " + x + " " + y);
    }

    @Override
    public void up(int serial, int time, int id) {
      log.add("touch up " + id);
    }

    @Override
    public void cancel() {
      log.add("touch cancel");
    }
  }
}
