package io.oriel.input.libei.internal;

import io.oriel.input.libei.internal.wire.EiInterface;
import io.oriel.input.libei.internal.wire.Requests;

/// Both wheels. The protocol has parts of a click, `ei_scroll.scroll_discrete`; a server that loses
/// them gets them as distance. Under the connection's lock.
final class Wheel {
  /// One click in the API's and in the protocol's unit.
  private static final int CLICK = 120;

  /// How far toolkits scroll for one click: Qt's 10 pixels are 15 degrees, GTK's are one step.
  private static final float PX_PER_CLICK = 10;

  /// Mutter divides by 120 and forgets the rest, up to version 50 and in what follows it.
  private static final String WHOLE_CLICKS_ONLY = "mutter";

  /// @param seatName tells which server it is
  void turn(EiDevice device, String seatName, int dx120, int dy120) {
    boolean whole = dx120 % CLICK == 0 && dy120 % CLICK == 0;
    if (whole || !seatName.startsWith(WHOLE_CLICKS_ONLY)) {
      device.request(EiInterface.SCROLL, Requests.SCROLL_DISCRETE).u32(dx120).u32(dy120).end();
    } else {
      device
          .request(EiInterface.SCROLL, Requests.SCROLL)
          .f32(dx120 * PX_PER_CLICK / CLICK)
          .f32(dy120 * PX_PER_CLICK / CLICK)
          .end();
    }
    device.frame();
  }
}
