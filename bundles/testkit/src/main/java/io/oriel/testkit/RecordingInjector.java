package io.oriel.testkit;

import io.oriel.api.input.BatteryState;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.Injector;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Turns every call into a line, as [InputRecord#events()] shows them. The caller's thread.
public final class RecordingInjector implements Injector {
  private final Consumer<String> lines;

  /// @param lines takes each line
  public RecordingInjector(Consumer<String> lines) {
    this.lines = lines;
  }

  private void line(Object... words) {
    var text = new StringBuilder();
    for (Object word : words) {
      text.append(text.isEmpty() ? "" : " ").append(word);
    }
    lines.accept(text.toString());
  }

  private static String way(boolean down) {
    return down ? "down" : "up";
  }

  @Override
  public void key(int evdevCode, boolean down) {
    line("key", evdevCode, way(down));
  }

  @Override
  public void text(CharSequence utf16) {
    line("text", utf16);
  }

  @Override
  public void button(int evdevCode, boolean down) {
    line("button", evdevCode, way(down));
  }

  @Override
  public void moveBy(double dxPx, double dyPx) {
    line("moveBy", dxPx, dyPx);
  }

  @Override
  public void moveTo(double x01, double y01) {
    line("moveTo", x01, y01);
  }

  @Override
  public void scroll(int dx120, int dy120) {
    line("scroll", dx120, dy120);
  }

  @Override
  public void touch(TouchPoint point) {
    line(
        "touch",
        point.phase,
        point.id,
        point.x01,
        point.y01,
        point.pressure01,
        point.major01,
        point.minor01,
        point.rotationDegrees);
  }

  @Override
  public void pen(PenSample sample) {
    line(
        "pen",
        sample.phase,
        sample.tool,
        sample.x01,
        sample.y01,
        sample.buttons,
        sample.pressure01,
        sample.rotationDegrees,
        sample.tiltDegrees,
        sample.major01,
        sample.minor01);
  }

  @Override
  public void padConnected(int slot, PadInfo pad) {
    line("padConnected", slot, pad.type(), new TreeSet<>(pad.capabilities()));
  }

  @Override
  public void padGone(int slot) {
    line("padGone", slot);
  }

  @Override
  public void gamepad(int slot, GamepadState s) {
    String buttons = Integer.toHexString(s.buttons);
    line(
        "gamepad",
        slot,
        buttons,
        s.leftX,
        s.leftY,
        s.rightX,
        s.rightY,
        s.leftTrigger,
        s.rightTrigger);
  }

  @Override
  public void padTouch(int slot, int touchpad, TouchPoint point) {
    line("padTouch", slot, touchpad, point.phase, point.id, point.x01, point.y01, point.pressure01);
  }

  @Override
  public void motion(int slot, MotionType type, float x, float y, float z) {
    line("motion", slot, type, x, y, z);
  }

  @Override
  public void battery(int slot, BatteryState state, int percent) {
    line("battery", slot, state, percent);
  }

  @Override
  public void close() {
    line("close");
  }
}
