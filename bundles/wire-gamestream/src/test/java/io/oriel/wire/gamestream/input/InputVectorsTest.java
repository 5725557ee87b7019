package io.oriel.wire.gamestream.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.oriel.wire.gamestream.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InputVectorsTest {
  /// Writes again what was read.
  static final class Echo implements InputEvents {
    byte[] written;

    @Override
    public void key(int virtualKey, boolean down, int modifiers, boolean asIs) {
      written = InputPackets.key(virtualKey, down, modifiers, asIs);
    }

    @Override
    public void text(CharSequence text) {
      written = InputPackets.text(Character.codePointAt(text, 0));
    }

    @Override
    public void moveBy(int dx, int dy) {
      written = InputPackets.moveBy(dx, dy);
    }

    @Override
    public void moveTo(int x, int y, int lastX, int lastY) {
      written = InputPackets.moveTo(x, y, lastX + 1, lastY + 1);
    }

    @Override
    public void button(int number, boolean down) {
      written = InputPackets.button(number, down);
    }

    @Override
    public void scrollVertical(int amount) {
      written = InputPackets.scrollVertical(amount);
    }

    @Override
    public void scrollHorizontal(int amount) {
      written = InputPackets.scrollHorizontal(amount);
    }

    @Override
    public void controller(
        int number,
        int mask,
        int buttons,
        int leftTrigger,
        int rightTrigger,
        int leftX,
        int leftY,
        int rightX,
        int rightY) {
      written =
          InputPackets.controller(
              number, mask, buttons, leftTrigger, rightTrigger, leftX, leftY, rightX, rightY);
    }

    @Override
    public void arrival(int number, int type, int capabilities, int buttons) {
      written = InputPackets.arrival(number, type, capabilities, buttons);
    }

    @Override
    public void touch(
        int event,
        int id,
        float x,
        float y,
        float pressure,
        float major,
        float minor,
        int rotation) {
      written = InputPackets.touch(event, id, x, y, pressure, major, minor, rotation);
    }

    @Override
    public void pen(
        int event,
        int tool,
        int buttons,
        float x,
        float y,
        float pressure,
        int rotation,
        int tilt,
        float major,
        float minor) {
      written =
          InputPackets.pen(event, tool, buttons, x, y, pressure, rotation, tilt, major, minor);
    }

    @Override
    public void padTouch(
        int number, int event, int touchpad, int id, float x, float y, float pressure) {
      written = InputPackets.padTouch(number, event, touchpad, id, x, y, pressure);
    }

    @Override
    public void motion(int number, int type, float x, float y, float z) {
      written = InputPackets.motion(number, type, x, y, z);
    }

    @Override
    public void battery(int number, int state, int percent) {
      written = InputPackets.battery(number, state, percent);
    }

    @Override
    public void haptics(boolean wanted) {
      written = InputPackets.haptics(wanted);
    }
  }

  @Test
  void recorded_packets_survive_reading_and_writing() {
    var reader = new InputReader();
    for (var e : Vectors.file("input-packets.json").getAsJsonArray("vectors")) {
      JsonObject v = e.getAsJsonObject();
      byte[] packet = Vectors.bytes(v, "packet");
      var echo = new Echo();

      assertThat(reader.read(packet, 0, packet.length, echo)).as(v.toString()).isTrue();

      assertThat(echo.written).as(v.toString()).isEqualTo(packet);
    }
  }

  @Test
  void what_is_wrong_with_a_packet_is_told() {
    assertThat(refused(new byte[4])).isEqualTo(InputProblem.LENGTH);
    assertThat(refused(Arrays.copyOf(InputPackets.moveBy(1, 1), 11)))
        .isEqualTo(InputProblem.LENGTH);
    assertThat(refused(Vectors.hex("000000050100005500"))).isEqualTo(InputProblem.LENGTH);
    assertThat(refused(Vectors.hex("000000057700005500"))).isEqualTo(InputProblem.UNKNOWN);
    assertThat(refused(InputPackets.button(6, true))).isEqualTo(InputProblem.VALUE);
    assertThat(refused(InputPackets.moveTo(1, 1, 1, 720))).isEqualTo(InputProblem.VALUE);
    assertThat(refused(InputPackets.touch(5, 1, 0, 0, 0, 0, 0, 0))).isEqualTo(InputProblem.VALUE);
    assertThat(refused(InputPackets.padTouch(0, 5, 0, 1, 0, 0, 0))).isEqualTo(InputProblem.VALUE);
    assertThat(refused(InputPackets.padTouch(0, 1, 2, 1, 0, 0, 0))).isEqualTo(InputProblem.VALUE);
    assertThat(refused(InputPackets.motion(0, 3, 0, 0, 0))).isEqualTo(InputProblem.VALUE);
    assertThat(refused(InputPackets.controller(16, 1, 0, 0, 0, 0, 0, 0, 0)))
        .isEqualTo(InputProblem.SLOT);
    assertThat(refused(InputPackets.battery(16, 1, 0))).isEqualTo(InputProblem.SLOT);
    for (String utf8 : new String[] {"c0af", "e28200", "eda080", "f4908080", "ff", "e2"}) {
      String size = "%08x".formatted(4 + utf8.length() / 2);
      assertThat(refused(Vectors.hex(size + "17000000" + utf8))).isEqualTo(InputProblem.TEXT);
    }
  }

  @Test
  void numbers_that_are_none_are_refused_and_others_brought_into_range() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThat(refused(InputPackets.touch(1, 1, bad, 0, 0, 0, 0, 0)))
          .isEqualTo(InputProblem.VALUE);
      assertThat(refused(InputPackets.touch(1, 1, 0, 0, 0, 0, bad, 0)))
          .isEqualTo(InputProblem.VALUE);
      assertThat(refused(InputPackets.pen(1, 1, 0, 0, 0, bad, 0, 0, 0, 0)))
          .isEqualTo(InputProblem.VALUE);
      assertThat(refused(InputPackets.padTouch(0, 1, 0, 1, 0, bad, 0)))
          .isEqualTo(InputProblem.VALUE);
      assertThat(refused(InputPackets.motion(0, 2, 0, 0, bad))).isEqualTo(InputProblem.VALUE);
    }
    var echo = new Echo();

    byte[] wild = InputPackets.touch(3, 1, -4, 7, 2, -1, 9, 0);
    assertThat(new InputReader().read(wild, 0, wild.length, echo)).isTrue();

    assertThat(echo.written).isEqualTo(InputPackets.touch(3, 1, 0, 1, 1, 0, 1, 0));
  }

  private static InputProblem refused(byte[] packet) {
    var reader = new InputReader();
    var echo = new Echo();
    assertThat(reader.read(packet, 0, packet.length, echo)).isFalse();
    assertThat(echo.written).isNull();
    return reader.problem();
  }

  @Test
  void virtual_keys_equal_the_table() {
    var file = Vectors.file("keymap.json");
    for (var e : file.getAsJsonArray("keys")) {
      var k = e.getAsJsonObject();
      int vk = Integer.parseInt(k.get("vk").getAsString(), 16);
      assertThat(VirtualKeys.evdev(0x8000 | vk, false)).isEqualTo(k.get("evdev_code").getAsInt());
    }
    for (var e : file.getAsJsonArray("not_normalised")) {
      var k = e.getAsJsonObject();
      int vk = Integer.parseInt(k.get("vk").getAsString(), 16);
      assertThat(VirtualKeys.evdev(vk, true)).isEqualTo(k.get("evdev_code").getAsInt());
    }
    assertThat(VirtualKeys.evdev(0xff, false)).isZero();
  }
}
