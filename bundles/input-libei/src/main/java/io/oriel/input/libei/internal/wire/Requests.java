package io.oriel.input.libei.internal.wire;

/// Opcodes of requests, the places of the requests in `protocol.xml` (libei). `RELEASE` is opcode 0
/// of everything a device has and is not used: what a device has goes with it.
public final class Requests {
  /// The one object both sides have from the beginning.
  public static final long HANDSHAKE = 0;

  /// Objects with this bit pattern at the top are made by the server, all others by the client.
  public static final long SERVER_IDS = 0xff00_0000_0000_0000L;

  public static final int HANDSHAKE_VERSION = 0;
  public static final int HANDSHAKE_FINISH = 1;
  public static final int HANDSHAKE_CONTEXT_TYPE = 2;
  public static final int HANDSHAKE_NAME = 3;
  public static final int HANDSHAKE_INTERFACE_VERSION = 4;

  /// `context_type`: this side makes events.
  public static final int SENDER = 2;

  public static final int CONNECTION_SYNC = 0;
  public static final int CONNECTION_DISCONNECT = 1;

  public static final int PINGPONG_DONE = 0;

  public static final int SEAT_BIND = 1;

  public static final int DEVICE_START_EMULATING = 1;
  public static final int DEVICE_STOP_EMULATING = 2;
  public static final int DEVICE_FRAME = 3;
  public static final int DEVICE_READY = 4;

  /// Of `ei_pointer` and of `ei_pointer_absolute`.
  public static final int POINTER_MOTION = 1;

  public static final int SCROLL = 1;
  public static final int SCROLL_DISCRETE = 2;
  public static final int SCROLL_STOP = 3;

  public static final int BUTTON = 1;

  public static final int KEY = 1;

  public static final int TOUCH_DOWN = 1;
  public static final int TOUCH_MOTION = 2;
  public static final int TOUCH_UP = 3;

  /// From version 2 of `ei_touchscreen` on.
  public static final int TOUCH_CANCEL = 4;

  public static final int TEXT_KEYSYM = 1;
  public static final int TEXT_UTF8 = 2;

  private Requests() {}
}
