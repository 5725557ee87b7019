package io.oriel.input.uinput.internal;

import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a controller loses when it becomes an Xbox 360 one.
final class Losses {
  /// What is left.
  static final Set<PadCapability> KEPT =
      Set.of(PadCapability.ANALOG_TRIGGERS, PadCapability.RUMBLE);

  private Losses() {}

  static List<String> of(PadInfo pad) {
    var lost = new ArrayList<String>();
    for (var capability : PadCapability.values()) {
      if (pad.capabilities().contains(capability) && !KEPT.contains(capability)) {
        lost.add(words(capability));
      }
    }
    return lost;
  }

  private static String words(PadCapability capability) {
    return switch (capability) {
      case ANALOG_TRIGGERS -> "no analog triggers";
      case RUMBLE -> "no rumble";
      case TRIGGER_RUMBLE -> "no rumble in the triggers";
      case TOUCHPAD -> "no touchpad";
      case SECOND_TOUCHPAD -> "no second touchpad";
      case ACCELEROMETER -> "no accelerometer";
      case GYROSCOPE -> "no gyroscope";
      case BATTERY -> "no battery level";
      case RGB_LED -> "no light bar";
      case ADAPTIVE_TRIGGERS -> "no adaptive triggers";
    };
  }
}
