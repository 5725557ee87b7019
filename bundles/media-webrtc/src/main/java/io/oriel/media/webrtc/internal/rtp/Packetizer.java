package io.oriel.media.webrtc.internal.rtp;

/// Cuts encoded frames into payloads. The transmit thread; allocates nothing per frame.
interface Packetizer {
  /// @param key whether the frame is a key frame
  /// @return `false`: the frame is malformed, or has more packets than the writer takes
  boolean pack(byte[] frame, int length, boolean key, FrameWriter to);
}
