package io.oriel.client.gamestream.internal.rtsp;

import io.oriel.wire.gamestream.control.ControlScheme;
import io.oriel.wire.gamestream.rtsp.SurroundParams;

/// What a handshake yields: where to send, with what, and what is in force.
///
/// @param audioPing 16 characters, or empty for the old ping; the same holds for `videoPing`
/// @param connectData ENet connect data as a 32-bit pattern
/// @param encryption sum of 1 control, 2 video, 4 audio that is switched on
/// @param packetSize as announced
/// @param sound how its channels are spread
public record RtspResult(
    int audioPort,
    int videoPort,
    int controlPort,
    String audioPing,
    String videoPing,
    int connectData,
    int encryption,
    int packetSize,
    boolean referenceInvalidation,
    SurroundParams sound) {

  public ControlScheme controlScheme() {
    return (encryption & 1) != 0 ? ControlScheme.V2 : ControlScheme.LEGACY;
  }

  public boolean videoEncrypted() {
    return (encryption & 2) != 0;
  }

  public boolean audioEncrypted() {
    return (encryption & 4) != 0;
  }
}
