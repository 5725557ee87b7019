package io.oriel.wire.gamestream.control;

/// Decodes what a host sends to a client's controllers, the reverse of [ControlMessages#rumble] and
/// its siblings. Any thread.
public final class FeedbackReader {
  private static final int CONTROLLERS = 16;

  private FeedbackReader() {}

  /// Decodes one message and calls the sink at most once.
  ///
  /// @param p the payload; a longer one than known is read as far as known
  /// @return `false`: of another kind, too short, or for a controller that cannot be
  public static boolean read(int type, byte[] p, FeedbackEvents sink) {
    int at = type == ControlType.RUMBLE ? 4 : 0;
    if (p.length < size(type) || Le.u16(p, at) >= CONTROLLERS) {
      return false;
    }
    int controller = Le.u16(p, at);
    switch (type) {
      case ControlType.RUMBLE -> sink.rumble(controller, Le.u16(p, 6), Le.u16(p, 8));
      case ControlType.TRIGGER_RUMBLE -> sink.triggerRumble(controller, Le.u16(p, 2), Le.u16(p, 4));
      case ControlType.MOTION_WANTED -> sink.motionWanted(controller, Le.u16(p, 2), p[4] & 0xff);
      case ControlType.LIGHT ->
          sink.light(controller, (p[2] & 0xff) << 16 | (p[3] & 0xff) << 8 | p[4] & 0xff);
      default ->
          sink.adaptiveTriggers(controller, p[2] & 0xff, trigger(p, p[3], 5), trigger(p, p[4], 15));
    }
    return true;
  }

  private static byte[] trigger(byte[] p, byte type, int from) {
    byte[] report = new byte[11];
    report[0] = type;
    System.arraycopy(p, from, report, 1, 10);
    return report;
  }

  private static int size(int type) {
    return switch (type) {
      case ControlType.RUMBLE -> 10;
      case ControlType.TRIGGER_RUMBLE -> 6;
      case ControlType.MOTION_WANTED, ControlType.LIGHT -> 5;
      case ControlType.ADAPTIVE_TRIGGERS -> 25;
      default -> Integer.MAX_VALUE;
    };
  }
}
