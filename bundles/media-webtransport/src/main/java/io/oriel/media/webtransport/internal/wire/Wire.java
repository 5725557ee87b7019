package io.oriel.media.webtransport.internal.wire;

/// Numbers of HTTP/3 and WebTransport.
///
/// draft-ietf-webtrans-http3-02 is what Chromium speaks, later drafts are for others.
public final class Wire {
  /// First varint of a unidirectional stream of a session, draft-02 §4.1; its id follows.
  public static final int UNI_STREAM = 0x54;

  /// First varint of a bidirectional stream of a session, draft-02 §4.2; its id follows.
  public static final int BIDI_STREAM = 0x41;

  /// Setting ENABLE_WEBTRANSPORT, draft-02 §8.2.
  public static final long ENABLE_WEBTRANSPORT = 0x2b603742L;

  /// Setting WT_MAX_SESSIONS, draft-13 §9.2.
  public static final long MAX_SESSIONS = 0x14e9cd29L;

  /// H3_NO_ERROR, RFC 9114 §8.1.
  public static final int NO_ERROR = 0x100;

  /// H3_STREAM_CREATION_ERROR: a stream nobody asked for.
  public static final int STREAM_CREATION_ERROR = 0x103;

  /// H3_EXCESSIVE_LOAD.
  public static final int EXCESSIVE_LOAD = 0x107;

  /// H3_MESSAGE_ERROR.
  public static final int MESSAGE_ERROR = 0x10e;

  private Wire() {}
}
