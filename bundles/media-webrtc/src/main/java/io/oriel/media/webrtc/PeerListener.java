package io.oriel.media.webrtc;

/// Hears a [WebRtcPeer]. Calls come on threads of the server, which serve all its peers: they
/// return soon and do not block.
public interface PeerListener {
  /// Media can be sent.
  void connected();

  /// The page's decoder needs a key frame.
  void keyFrameWanted();

  /// How much picture the path carries, whenever that changes by a twentieth.
  ///
  /// @param bitsPerSecond video payload
  void carries(long bitsPerSecond);

  /// How the path did, about once a second.
  void report(PathReport report);

  /// The peer is over, whoever ended it. The last call.
  ///
  /// @param reason for people
  void closed(String reason);
}
