package io.oriel.transport.gamestream.internal.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InputOffer;
import io.oriel.api.input.PadCapability;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InputFeaturesTest {
  private static int flags(Set<DeviceKind> devices, PadCapability... pads) {
    return InputFeatures.of(new InputOffer(devices, Set.of(pads)));
  }

  @Test
  void clients_are_asked_only_for_what_reaches_the_desktop() {
    assertThat(InputFeatures.of(InputOffer.NONE)).isZero();
    assertThat(flags(Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER))).isZero();
    assertThat(flags(Set.of(DeviceKind.TOUCH))).isEqualTo(1);
    assertThat(flags(Set.of(DeviceKind.PEN))).isEqualTo(1);
    assertThat(flags(Set.of(DeviceKind.GAMEPAD), PadCapability.RUMBLE)).isZero();
    assertThat(flags(Set.of(DeviceKind.GAMEPAD), PadCapability.GYROSCOPE)).isEqualTo(2);
    assertThat(flags(Set.of(DeviceKind.TOUCH, DeviceKind.GAMEPAD), PadCapability.TOUCHPAD))
        .isEqualTo(3);
  }
}
