package io.oriel.client.gamestream;

import java.io.IOException;

/// The host answered, and the answer was no, or it was not an answer a client can use.
///
/// [#code()] is the `status_code` of the XML reply, the RTSP status, or a negative number of the
/// stock client library (GameStream protocol notes §1.3, §2.3, §7).
public final class GameStreamException extends IOException {
  private static final long serialVersionUID = 1L;

  /// No video datagram within ten seconds.
  public static final int NO_VIDEO = -100;

  /// Video datagrams, but no complete key frame within ten seconds.
  public static final int NO_FRAME = -101;

  /// The host ended the stream in an orderly way before the first frame.
  public static final int EARLY_END = -102;

  private final int code;

  public GameStreamException(int code, String message) {
    super(message);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
