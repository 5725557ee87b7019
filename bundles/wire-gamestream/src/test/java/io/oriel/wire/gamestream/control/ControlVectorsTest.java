package io.oriel.wire.gamestream.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.oriel.media.wire.ReplayWindow;
import io.oriel.wire.gamestream.Vectors;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ControlVectorsTest {
  private static final byte[] KEY = Vectors.hex("101112131415161718191a1b1c1d1e1f");

  @Test
  void sealed_messages_equal_the_recorded_ones() {
    for (var e : Vectors.file("control-gcm.json").getAsJsonArray("vectors")) {
      JsonObject v = e.getAsJsonObject();
      boolean current = v.get("scheme").getAsString().equals("v2");
      ControlScheme scheme = current ? ControlScheme.V2 : ControlScheme.LEGACY;
      Origin origin =
          v.get("direction").getAsString().startsWith("client") ? Origin.CLIENT : Origin.HOST;
      var sealer = new ControlSealer(Vectors.bytes(v, "key"), origin, scheme);
      sealer.sequence(v.get("sequence").getAsLong());

      byte[] wire =
          sealer.seal(
              Integer.parseInt(v.get("type").getAsString(), 16), Vectors.bytes(v, "payload"));

      assertThat(wire).isEqualTo(Vectors.bytes(v, "wire"));
      var opener = new ControlOpener(KEY, origin, scheme);
      assertThat(opener.genuine(wire, 0, wire.length)).isTrue();
      assertThat(opener.open(wire, 0, wire.length)).isTrue();
      assertThat(opener.type()).isEqualTo(Integer.parseInt(v.get("type").getAsString(), 16));
      assertThat(Arrays.copyOf(opener.plain(), opener.payloadLength() + 4))
          .isEqualTo(Vectors.bytes(v, "plaintext"));
      assertThat(opener.open(wire, 0, wire.length)).as("a second time").isFalse();
      assertThat(new ControlOpener(KEY, origin.other()).open(wire, 0, wire.length)).isFalse();
      var reverse = new ControlOpener(KEY, origin.other(), scheme);
      assertThat(reverse.open(wire, 0, wire.length)).as("as the other side's").isEqualTo(!current);
    }
  }

  @Test
  void written_messages_equal_the_recorded_ones() {
    for (var e : Vectors.file("control-messages.json").getAsJsonArray("vectors")) {
      JsonObject v = e.getAsJsonObject();
      JsonObject f = v.getAsJsonObject("fields");

      byte[] written = written(v.get("name").getAsString(), f, Vectors.bytes(v, "payload"));

      assertThat(written).as(v.get("name").getAsString()).isEqualTo(Vectors.bytes(v, "plaintext"));
    }
  }

  @Test
  void feedback_survives_reading_and_writing() {
    int read = 0;
    for (var e : Vectors.file("control-messages.json").getAsJsonArray("vectors")) {
      JsonObject v = e.getAsJsonObject();
      int type = Integer.parseInt(v.get("type").getAsString(), 16);
      byte[] payload = Vectors.bytes(v, "payload");
      var echo = new Echo();
      boolean ours = v.get("direction").getAsString().startsWith("host");

      if (ours && FeedbackReader.read(type, payload, echo)) {
        assertThat(echo.written).as(v.toString()).isEqualTo(Vectors.bytes(v, "plaintext"));
        assertThat(FeedbackReader.read(type, Arrays.copyOf(payload, payload.length - 1), echo))
            .isFalse();
        read++;
      }
    }
    assertThat(read).isEqualTo(5);
  }

  @Test
  void feedback_for_a_controller_that_cannot_be_is_refused() {
    byte[] plain = ControlMessages.light(16, 0xffffff);

    boolean read =
        FeedbackReader.read(
            ControlType.LIGHT, Arrays.copyOfRange(plain, 4, plain.length), new Echo());

    assertThat(read).isFalse();
  }

  /// Writes again what was read.
  private static final class Echo implements FeedbackEvents {
    byte[] written;

    @Override
    public void rumble(int controller, int low, int high) {
      written = ControlMessages.rumble(controller, low, high);
    }

    @Override
    public void triggerRumble(int controller, int left, int right) {
      written = ControlMessages.triggerRumble(controller, left, right);
    }

    @Override
    public void motionWanted(int controller, int hz, int type) {
      written = ControlMessages.motionWanted(controller, hz, type);
    }

    @Override
    public void light(int controller, int rgb) {
      written = ControlMessages.light(controller, rgb);
    }

    @Override
    public void adaptiveTriggers(int controller, int flags, byte[] left, byte[] right) {
      written = ControlMessages.adaptiveTriggers(controller, flags, left, right);
    }
  }

  private static byte[] written(String name, JsonObject f, byte[] payload) {
    if (name.startsWith("request IDR")) {
      return ControlMessages.keyFrameWanted();
    } else if (name.startsWith("start B")) {
      return ControlMessages.startB();
    } else if (name.startsWith("periodic ping")) {
      return ControlMessages.ping();
    } else if (name.startsWith("invalidate")) {
      return ControlMessages.invalidate(i(f, "first"), i(f, "last"));
    } else if (name.startsWith("LTR")) {
      return ControlMessages.longTermReceived(i(f, "frame"));
    } else if (name.startsWith("frame FEC")) {
      return ControlMessages.fecStatus(
          new FecStatus(
              i(f, "frame"),
              i(f, "highest_received_sequence"),
              i(f, "next_contiguous_sequence"),
              i(f, "missing_before_highest"),
              i(f, "total_data"),
              i(f, "total_parity"),
              i(f, "received_data"),
              i(f, "received_parity"),
              i(f, "fec_percentage"),
              i(f, "block_index"),
              i(f, "block_count")));
    } else if (name.equals("rumble")) {
      return ControlMessages.rumble(i(f, "controller"), i(f, "low"), i(f, "high"));
    } else if (name.startsWith("rumble triggers")) {
      return ControlMessages.triggerRumble(i(f, "controller"), i(f, "left"), i(f, "right"));
    } else if (name.startsWith("set motion")) {
      return ControlMessages.motionWanted(
          i(f, "controller"), i(f, "report_rate_hz"), i(f, "motion_type"));
    } else if (name.startsWith("set RGB")) {
      return ControlMessages.light(
          i(f, "controller"), i(f, "r") << 16 | i(f, "g") << 8 | i(f, "b"));
    } else if (name.startsWith("adaptive")) {
      return ControlMessages.adaptiveTriggers(
          i(f, "controller"),
          i(f, "event_flags"),
          prefixed(i(f, "type_left"), Vectors.bytes(f, "left")),
          prefixed(i(f, "type_right"), Vectors.bytes(f, "right")));
    } else if (name.startsWith("HDR mode on")) {
      return ControlMessages.hdrOn(
          34000, 16000, 13250, 34500, 7500, 3000, 15635, 16450, 1000, 50, 800, 400, 600);
    } else if (name.startsWith("HDR")) {
      return ControlMessages.hdrOff();
    } else if (name.startsWith("termination")) {
      return ControlMessages.termination(java.nio.ByteBuffer.wrap(payload).getInt());
    }
    throw new AssertionError("no writer for " + name);
  }

  private static byte[] prefixed(int type, byte[] rest) {
    byte[] all = new byte[11];
    all[0] = (byte) type;
    System.arraycopy(rest, 0, all, 1, 10);
    return all;
  }

  private static int i(JsonObject f, String name) {
    return f.get(name).getAsInt();
  }

  @Test
  void messages_open_out_of_order_but_never_twice() {
    var window = new ReplayWindow(1024);
    var random = new Random(7);
    var seen = new java.util.HashSet<Long>();
    long base = 0;
    for (int i = 0; i < 20_000; i++) {
      base += random.nextInt(4);
      long sequence = Math.max(0, base - random.nextInt(1500) + 700);
      boolean fresh = window.fresh(sequence);
      if (fresh) {
        assertThat(seen.add(sequence)).isTrue();
        window.mark(sequence);
      }
    }
    assertThat(seen).hasSizeGreaterThan(10_000);
  }
}
