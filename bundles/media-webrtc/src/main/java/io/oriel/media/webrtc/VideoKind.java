package io.oriel.media.webrtc;

/// What pictures can be packed into RTP.
public enum VideoKind {
  /// RFC 6184, packetization mode 1.
  H264("H264"),

  /// The RTP payload format of AOMedia, version 1.0.
  AV1("AV1");

  private final String encoding;

  VideoKind(String encoding) {
    this.encoding = encoding;
  }

  /// The name in SDP.
  public String encoding() {
    return encoding;
  }
}
