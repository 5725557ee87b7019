package io.oriel.media.webrtc.internal.rtp;

/// Where a packetizer puts the payloads of one frame, packet by packet.
///
/// ```java
/// int at = to.begin();                 // in to.bytes(), to.most() bytes of room
/// …
/// to.end(length);
/// ```
interface FrameWriter {
  /// Most bytes of a payload.
  int most();

  byte[] bytes();

  /// Begins a packet.
  ///
  /// @return where its payload begins; -1: the frame has too many packets
  int begin();

  /// The packet is complete.
  void end(int payloadBytes);
}
