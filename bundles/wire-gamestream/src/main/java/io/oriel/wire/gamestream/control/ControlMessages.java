package io.oriel.wire.gamestream.control;

/// Payloads of control messages, written and read (GameStream protocol notes §5.5). Little-endian
/// unless said.
public final class ControlMessages {
  private ControlMessages() {}

  /// Puts type and length before a payload.
  public static byte[] plain(int type, byte[] payload) {
    byte[] b = new byte[4 + payload.length];
    Le.put16(b, 0, type);
    Le.put16(b, 2, payload.length);
    System.arraycopy(payload, 0, b, 4, payload.length);
    return b;
  }

  /// Client: a key frame, please.
  public static byte[] keyFrameWanted() {
    return plain(ControlType.KEY_FRAME_WANTED, new byte[2]);
  }

  /// Client: start B.
  public static byte[] startB() {
    return plain(ControlType.START_B, new byte[1]);
  }

  /// Client: periodic ping, every 100 ms.
  public static byte[] ping() {
    byte[] p = new byte[8];
    p[0] = 4;
    return plain(ControlType.PING, p);
  }

  /// Client: frames it does not have, both inclusive.
  public static byte[] invalidate(int first, int last) {
    byte[] p = new byte[24];
    Le.put32(p, 0, first);
    Le.put32(p, 8, last);
    return plain(ControlType.INVALIDATE, p);
  }

  /// Client: it has this long-term reference frame.
  public static byte[] longTermReceived(int frame) {
    byte[] p = new byte[8];
    Le.put32(p, 0, frame);
    return plain(ControlType.LONG_TERM_RECEIVED, p);
  }

  /// Client: how a FEC block arrived.
  public static byte[] fecStatus(FecStatus status) {
    return plain(ControlType.FEC_STATUS, status.bytes());
  }

  /// Client: an input packet.
  public static byte[] input(byte[] packet) {
    return plain(ControlType.INPUT, packet);
  }

  /// Host: the stream ends; the code is big-endian. See [TerminationCode].
  public static byte[] termination(int code) {
    byte[] p = {(byte) (code >> 24), (byte) (code >> 16), (byte) (code >> 8), (byte) code};
    return plain(ControlType.TERMINATION, p);
  }

  /// Host: rumble until changed, strengths 0 … 65535.
  public static byte[] rumble(int controller, int low, int high) {
    byte[] p = new byte[10];
    words(p, 4, controller, low, high);
    return plain(ControlType.RUMBLE, p);
  }

  /// Host: rumble in the triggers, 0 … 65535.
  public static byte[] triggerRumble(int controller, int left, int right) {
    byte[] p = new byte[6];
    words(p, 0, controller, left, right);
    return plain(ControlType.TRIGGER_RUMBLE, p);
  }

  /// Host: motion samples are wanted.
  ///
  /// @param hz 0: stop
  /// @param type 1 accelerometer, 2 gyroscope
  public static byte[] motionWanted(int controller, int hz, int type) {
    byte[] p = new byte[5];
    words(p, 0, controller, hz);
    p[4] = (byte) type;
    return plain(ControlType.MOTION_WANTED, p);
  }

  /// Host: a controller's light, 0xRRGGBB.
  public static byte[] light(int controller, int rgb) {
    byte[] p = {0, 0, (byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb};
    words(p, 0, controller);
    return plain(ControlType.LIGHT, p);
  }

  /// Host: adaptive triggers.
  ///
  /// @param flags 4 right, 8 left
  /// @param left type and ten bytes, as is `right`
  public static byte[] adaptiveTriggers(int controller, int flags, byte[] left, byte[] right) {
    byte[] p = new byte[25];
    words(p, 0, controller);
    p[2] = (byte) flags;
    p[3] = left[0];
    p[4] = right[0];
    System.arraycopy(left, 1, p, 5, 10);
    System.arraycopy(right, 1, p, 15, 10);
    return plain(ControlType.ADAPTIVE_TRIGGERS, p);
  }

  /// Host: HDR is off.
  public static byte[] hdrOff() {
    return plain(ControlType.HDR, new byte[27]);
  }

  /// Host: HDR is on.
  ///
  /// @param words 13 numbers: red, green, blue and white x and y (each × 50 000), peak luminance
  ///     (nit), least luminance (1/10 000 nit), MaxCLL, MaxFALL, full-frame luminance
  public static byte[] hdrOn(int... words) {
    if (words.length != 13) {
      throw new IllegalArgumentException(words.length + " numbers instead of 13");
    }
    byte[] p = new byte[27];
    p[0] = 1;
    words(p, 1, words);
    return plain(ControlType.HDR, p);
  }

  /// First of an invalidated range.
  public static long invalidatedFirst(byte[] plain) {
    return Le.i32(plain, 4) & 0xffff_ffffL;
  }

  /// Last of an invalidated range.
  public static long invalidatedLast(byte[] plain) {
    return Le.i32(plain, 12) & 0xffff_ffffL;
  }

  /// The frame of an acknowledgement.
  public static long receivedFrame(byte[] plain) {
    return Le.i32(plain, 4) & 0xffff_ffffL;
  }

  /// The code of a termination.
  public static int terminationCode(byte[] plain) {
    return Integer.reverseBytes(Le.i32(plain, 4));
  }

  private static void words(byte[] p, int at, int... values) {
    for (int i = 0; i < values.length; i++) {
      Le.put16(p, at + 2 * i, values[i]);
    }
  }
}
