package io.oriel.transport.gamestream.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.MotionType;
import io.oriel.api.input.PadCapability;
import io.oriel.wire.gamestream.control.ControlMessages;
import io.oriel.wire.gamestream.control.FeedbackEvents;
import io.oriel.wire.gamestream.control.FeedbackReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ControlFeedbackTest {
  private final List<String> sent = new ArrayList<>();
  private final List<Runnable> soon = new ArrayList<>();
  private int underWay;
  private long now = 1000;
  private final ControlFeedback feedback = new ControlFeedback(new Client());

  /// A client that reads what it is sent.
  private final class Client implements ControlFeedback.Outlet, FeedbackEvents {
    @Override
    public void send(byte[] plain) {
      underWay++;
      int type = plain[0] & 0xff | (plain[1] & 0xff) << 8;
      assertThat(FeedbackReader.read(type, Arrays.copyOfRange(plain, 4, plain.length), this))
          .isTrue();
    }

    @Override
    public int underWay() {
      return underWay;
    }

    @Override
    public void soon(Runnable step) {
      soon.add(step);
    }

    @Override
    public long millis() {
      return now;
    }

    @Override
    public void rumble(int controller, int low, int high) {
      sent.add("rumble " + controller + " " + low + " " + high);
    }

    @Override
    public void triggerRumble(int controller, int left, int right) {
      sent.add("triggers " + controller + " " + left + " " + right);
    }

    @Override
    public void motionWanted(int controller, int hz, int type) {
      sent.add("motion " + controller + " " + hz + " " + type);
    }

    @Override
    public void light(int controller, int rgb) {
      sent.add("light " + controller + " " + Integer.toHexString(rgb));
    }

    @Override
    public void adaptiveTriggers(int controller, int flags, byte[] left, byte[] right) {
      var hex = HexFormat.of();
      sent.add("effect " + flags + " " + hex.formatHex(left) + " " + hex.formatHex(right));
    }
  }

  private void serve() {
    List.copyOf(soon).forEach(Runnable::run);
    soon.clear();
    feedback.tick(now);
  }

  private void dualSense(int slot) {
    feedback.arrived(slot, EnumSet.allOf(PadCapability.class));
    feedback.haptics(true);
  }

  @Test
  void everything_a_controller_can_be_told_arrives() {
    dualSense(2);
    byte[] left = {0x21, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    byte[] right = {0x25, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1};

    feedback.rumble(2, 1, 65535, 0);
    feedback.triggerRumble(2, 3, 4);
    feedback.lightbar(2, 0xff8007);
    feedback.motionWanted(2, 100, MotionType.ACCELEROMETER);
    feedback.motionWanted(2, 250, MotionType.GYROSCOPE);
    feedback.triggerEffect(2, 0, left);
    feedback.triggerEffect(2, 1, right);
    serve();

    assertThat(sent)
        .containsExactly(
            "rumble 2 1 65535",
            "triggers 2 3 4",
            "light 2 ff8007",
            "motion 2 100 1",
            "motion 2 250 2",
            "effect 12 210102030405060708090a 250a090807060504030201");
    feedback.triggerEffect(2, 1, left);
    now += 8;
    serve();
    assertThat(sent.getLast()).startsWith("effect 4 ");
  }

  @Test
  void a_burst_is_told_by_its_last() {
    dualSense(0);

    for (int i = 1; i <= 1000; i++) {
      feedback.rumble(0, i, i, 0);
      feedback.lightbar(0, i);
    }
    serve();

    assertThat(soon).isEmpty();
    assertThat(sent).containsExactly("rumble 0 1000 1000", "light 0 3e8");
  }

  @Test
  void a_client_that_acknowledges_at_once_is_not_flooded_and_told_the_last() {
    dualSense(0);

    for (int i = 100; i >= 0; i--) {
      feedback.rumble(0, i, i, 0);
      serve();
      underWay = 0;
      now += 1;
    }
    now += 8;
    serve();

    assertThat(sent).hasSizeLessThan(16).endsWith("rumble 0 0 0");
  }

  @Test
  void a_client_that_does_not_acknowledge_is_sent_no_more_than_it_can_queue() {
    for (int slot = 0; slot < 16; slot++) {
      dualSense(slot);
      feedback.rumble(slot, 1, 1, 0);
      feedback.lightbar(slot, 0xffffff);
    }
    serve();
    assertThat(sent).hasSize(24);

    feedback.rumble(15, 7, 7, 0);
    underWay = 0;
    now += 8;
    serve();

    assertThat(sent).hasSize(32).contains("rumble 15 7 7").doesNotContain("rumble 15 1 1");
  }

  @Test
  void rumble_waits_until_the_client_wants_it_and_the_rest_does_not() {
    feedback.arrived(0, EnumSet.allOf(PadCapability.class));
    feedback.rumble(0, 9, 9, 0);
    feedback.motionWanted(0, 100, MotionType.GYROSCOPE);
    serve();
    assertThat(sent).containsExactly("motion 0 100 2");

    feedback.haptics(true);
    now += 8;
    serve();

    assertThat(sent).contains("rumble 0 9 9");
  }

  @Test
  void a_controller_is_told_only_what_it_can_do() {
    feedback.haptics(true);
    feedback.arrived(0, Set.of(PadCapability.RUMBLE));
    feedback.lightbar(0, 1);
    feedback.triggerRumble(0, 1, 1);
    feedback.triggerEffect(0, 0, new byte[11]);
    feedback.motionWanted(0, 100, MotionType.GYROSCOPE);
    feedback.rumble(1, 1, 1, 0);
    feedback.rumble(16, 1, 1, 0);
    feedback.rumble(-1, 1, 1, 0);
    feedback.triggerEffect(0, 2, new byte[11]);
    feedback.triggerEffect(0, 0, new byte[10]);
    serve();

    assertThat(sent).isEmpty();
  }

  @Test
  void a_controller_that_left_is_told_nothing_any_more() {
    dualSense(0);
    feedback.rumble(0, 1, 1, 0);
    feedback.gone(0);
    serve();

    assertThat(sent).isEmpty();
  }

  @Test
  void rumble_with_an_end_ends() {
    dualSense(0);
    feedback.rumble(0, 5, 5, 200);
    serve();
    now += 199;
    serve();
    assertThat(sent).containsExactly("rumble 0 5 5");

    now += 1;
    serve();

    assertThat(sent).containsExactly("rumble 0 5 5", "rumble 0 0 0");
  }

  @Test
  void the_recorded_message_is_what_is_written() {
    assertThat(ControlMessages.rumble(1, 0x1234, 0xabcd))
        .isEqualTo(HexFormat.of().parseHex("0b010a000000000001003412cdab"));
  }
}
