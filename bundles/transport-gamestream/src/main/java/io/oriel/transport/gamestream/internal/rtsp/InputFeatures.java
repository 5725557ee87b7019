package io.oriel.transport.gamestream.internal.rtsp;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InputOffer;
import io.oriel.api.input.PadCapability;
import io.oriel.wire.gamestream.rtsp.Description;

/// Which input clients are asked for beyond the usual (GameStream protocol notes, GS-I-03).
///
/// Only what reaches the desktop: clients turn touch into a mouse by themselves, and better than a
/// host can, as long as they are not offered it.
final class InputFeatures {
  private InputFeatures() {}

  static int of(InputOffer offer) {
    boolean touch =
        offer.devices().contains(DeviceKind.TOUCH) || offer.devices().contains(DeviceKind.PEN);
    boolean pads =
        offer.pads().contains(PadCapability.TOUCHPAD)
            || offer.pads().contains(PadCapability.ACCELEROMETER)
            || offer.pads().contains(PadCapability.GYROSCOPE);
    return (touch ? Description.TOUCH : 0) | (pads ? Description.PADS : 0);
  }
}
