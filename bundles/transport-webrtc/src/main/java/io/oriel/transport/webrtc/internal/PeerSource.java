package io.oriel.transport.webrtc.internal;

import io.oriel.media.webrtc.BusyException;
import io.oriel.media.webrtc.PeerListener;
import io.oriel.media.webrtc.SdpException;
import io.oriel.media.webrtc.VideoKind;
import io.oriel.media.webrtc.WebRtcPeer;
import java.net.InetAddress;

/// Answers offers, within the transport's limits. Any thread.
interface PeerSource {
  /// As [io.oriel.media.webrtc.WebRtcServer#accept] says.
  WebRtcPeer accept(
      String offer, VideoKind kind, InetAddress caller, long startRate, PeerListener listener)
      throws SdpException, BusyException;
}
