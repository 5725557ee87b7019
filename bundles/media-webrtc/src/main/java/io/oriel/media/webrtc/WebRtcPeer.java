package io.oriel.media.webrtc;

import io.oriel.media.webrtc.internal.PeerIce;
import io.oriel.media.webrtc.internal.PeerMedia;
import io.oriel.media.webrtc.internal.PeerSession;
import io.oriel.media.wire.UdpSocket;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;

/// One page, from its offer on. Pictures and sound go out once [PeerListener#connected()] was
/// called; before that, and after the end, they are dropped.
public final class WebRtcPeer implements AutoCloseable {
  private final PeerSession session;
  private final PeerIce ice;
  private long pacedNanos; // the transmit thread's

  WebRtcPeer(PeerSession session) {
    this.session = session;
    this.ice = session.ice();
  }

  /// A name that cannot be guessed: letters, digits, `-` and `_`.
  public String id() {
    return session.id();
  }

  /// The answer to the page's offer.
  public String answer() {
    return session.answer();
  }

  /// Whether the page wants sound.
  public boolean audible() {
    return session.choice().audio().isPresent();
  }

  /// Whether media goes out now. Any thread.
  public boolean connected() {
    return session.media() != null && ice.route() != null && !session.closed();
  }

  /// How much picture the page wants at most; the estimate does not exceed it. Any thread.
  ///
  /// @param bitsPerSecond video payload
  public void allowed(long bitsPerSecond) {
    session.allowed(bitsPerSecond);
  }

  /// Sends a frame, or a slice of one, paced. One thread; allocates nothing.
  ///
  /// @param frame borrowed until this returns: H.264 as a byte stream, or a temporal unit of AV1
  /// @param last whether it completes the frame
  /// @param captureNanos on `System.nanoTime()`'s clock: becomes the RTP stamp, of whole µs; the
  ///     same for all slices, and at least 12 µs more for the next frame
  /// @param budgetNanos in which it shall leave, from now
  /// @param deadlineNanos when the rest is dropped, on the same clock
  /// @return `false`: nothing of it was sent. What the kernel did not take is sent when the page
  ///     asks
  public boolean sendVideo(
      MemorySegment frame,
      int length,
      boolean key,
      boolean last,
      long captureNanos,
      long budgetNanos,
      long deadlineNanos) {
    PeerMedia media = session.media();
    UdpSocket.Route route = ice.route();
    pacedNanos = 0;
    if (media == null || route == null || session.closed()) {
      return false;
    }
    int stamp = PeerMedia.videoStamp(captureNanos);
    boolean sent =
        media.video().send(frame, length, key, last, stamp, route, budgetNanos, deadlineNanos);
    pacedNanos = media.video().pacedNanos();
    return sent;
  }

  /// How long the last frame waited on purpose. The thread that sends pictures.
  public long pacedNanos() {
    return pacedNanos;
  }

  /// Sends a packet of Opus. One thread; allocates nothing.
  ///
  /// @param packet borrowed until this returns
  /// @param captureNanos of its first sample, on `System.nanoTime()`'s clock
  /// @return `false`: it was not sent
  public boolean sendAudio(MemorySegment packet, int length, long captureNanos) {
    PeerMedia media = session.media();
    UdpSocket.Route route = ice.route();
    if (media == null || media.audio() == null || route == null || session.closed()) {
      return false;
    }
    return media.audio().send(packet, length, captureNanos, route);
  }

  /// Packets and bytes that went out, by name. Any thread.
  public Map<String, Long> counters() {
    Map<String, Long> all = new LinkedHashMap<>();
    PeerMedia media = session.media();
    if (media != null) {
      all.put("link.packets", media.video().packets());
      all.put("link.bytes", media.video().bytesSent());
      all.put("link.packets.dropped", media.video().dropped());
      all.put("link.packets.again", session.resent());
      all.put("link.rate.estimate", session.rate());
      if (media.audio() != null) {
        all.put("link.audio.packets", media.audio().packets());
        all.put("link.audio.dropped", media.audio().dropped());
      }
    }
    return all;
  }

  /// Ends it: the page is told, and [PeerListener#closed(String)] is called soon. Any thread, never
  /// blocks; a second call does nothing.
  @Override
  public void close() {
    session.end("closed");
  }

  /// Frees what sending needed, after [#close()]: no thread is inside or comes any more. Once.
  public void free() {
    PeerMedia media = session.media();
    if (media != null) {
      media.closeTracks();
    }
  }
}
