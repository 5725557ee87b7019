package io.oriel.wire.gamestream.control;

/// Types of control messages (GameStream protocol notes §5.5).
public final class ControlType {
  /// Client: a key frame is wanted; also the first message of a stream.
  public static final int KEY_FRAME_WANTED = 0x0302;

  /// Client: start A of older clients.
  public static final int START_A = 0x0305;

  /// Client: start B.
  public static final int START_B = 0x0307;

  /// Client: periodic ping.
  public static final int PING = 0x0200;

  /// Client: loss statistics of old versions.
  public static final int LOSS_STATISTICS = 0x0201;

  /// Client: frames it does not have.
  public static final int INVALIDATE = 0x0301;

  /// Client: it has a long-term reference frame.
  public static final int LONG_TERM_RECEIVED = 0x0350;

  /// Client: how one FEC block arrived.
  public static final int FEC_STATUS = 0x5502;

  /// Client: an input packet.
  public static final int INPUT = 0x0206;

  /// Host: the stream ends.
  public static final int TERMINATION = 0x0109;

  /// Host: rumble.
  public static final int RUMBLE = 0x010b;

  /// Host: HDR mode.
  public static final int HDR = 0x010e;

  /// Host: trigger rumble.
  public static final int TRIGGER_RUMBLE = 0x5500;

  /// Host: motion samples wanted.
  public static final int MOTION_WANTED = 0x5501;

  /// Host: light of a controller.
  public static final int LIGHT = 0x5502;

  /// Host: adaptive triggers.
  public static final int ADAPTIVE_TRIGGERS = 0x5503;

  private ControlType() {}
}
