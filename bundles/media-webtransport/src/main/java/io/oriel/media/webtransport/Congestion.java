package io.oriel.media.webtransport;

/// How a [WebTransportServer] finds out how much it may send, its congestion control.
public enum Congestion {
  /// By what arrives and how fast (draft-cardwell-iccrg-bbr-congestion-control-00): packets lost at
  /// random do not slow it down.
  BBR,

  /// RFC 9438: takes every lost packet for a full network. At 3 % loss and 20 ms round trip it was
  /// seen to carry less than a picture needs.
  CUBIC,

  /// RFC 9002 §7, slower still after a loss.
  RENO
}
