package io.oriel.media.webrtc.internal.rtcp;

/// Hears what RTCP packets say. The receive thread.
public interface RtcpListener {
  /// A packet was not received (RFC 4585 §6.2.1).
  void missing(int ssrc, int number);

  /// The decoder needs a key frame: PLI (RFC 4585 §6.3.1) or FIR (RFC 5104 §4.3.1).
  void keyFrameWanted(int ssrc);

  /// How a source is received (RFC 3550 §6.4.1).
  ///
  /// @param fractionLost since the report before, in 1/256
  /// @param lastReport middle 32 bits of the NTP time of the sender report it knows; 0: none
  /// @param delay since that came, in 1/65536 s
  void report(int ssrc, int fractionLost, int lastReport, int delay);

  /// Packets that were received or not, in the order of their transport-wide numbers, follow.
  void feedback();

  /// One of them.
  ///
  /// @param number transport-wide, 16 bits
  /// @param arrivalMicros on the page's clock; -1: not received
  void packet(int number, long arrivalMicros);

  /// That was all of them.
  void feedbackEnd();
}
