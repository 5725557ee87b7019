package io.oriel.host.session.internal;

import io.oriel.api.input.BatteryState;
import io.oriel.api.input.GamepadState;
import io.oriel.api.input.Injector;
import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PenSample;
import io.oriel.api.input.TouchPoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An injector that writes down what it is told, but for flushes.
class RecordedInput implements Injector {
  final List<String> events = new CopyOnWriteArrayList<>();

  @Override
  public void key(int evdevCode, boolean down) {
    events.add("key " + evdevCode + (down ? " down" : " up"));
  }

  @Override
  public void text(CharSequence utf16) {
    events.add("text " + utf16);
  }

  @Override
  public void button(int evdevCode, boolean down) {
    events.add("button " + evdevCode + (down ? " down" : " up"));
  }

  @Override
  public void moveTo(double x01, double y01) {
    events.add("to " + x01 + " " + y01);
  }

  @Override
  public void touch(TouchPoint p) {
    events.add("touch " + p.phase + " " + p.id + " " + p.x01 + " " + p.y01);
  }

  @Override
  public void pen(PenSample p) {
    events.add("pen " + p.phase + " " + p.x01 + " " + p.y01);
  }

  @Override
  public void padConnected(int slot, PadInfo pad) {
    events.add("pad " + slot + " " + pad.type());
  }

  @Override
  public void padGone(int slot) {
    events.add("gone " + slot);
  }

  @Override
  public void gamepad(int slot, GamepadState state) {
    events.add("state " + slot + " " + state.buttons);
  }

  @Override
  public void padTouch(int slot, int touchpad, TouchPoint p) {
    events.add("padtouch " + slot + " " + touchpad + " " + p.phase + " " + p.id);
  }

  @Override
  public void motion(int slot, MotionType type, float x, float y, float z) {
    events.add("motion " + slot + " " + type);
  }

  @Override
  public void battery(int slot, BatteryState state, int percent) {
    events.add("battery " + slot + " " + state + " " + percent);
  }

  @Override
  public void close() {
    events.add("close");
  }
}
