package io.oriel.lib.browser;

import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.Figures;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/// A way to one page, written by transports and used by its [BrowserPeer].
///
/// The media part works as [io.oriel.api.session.ClientLink] says, and comes after
/// [BrowserPeer#control(String)] was told of a `start` or `watch` only.
@ConsumerType
public interface BrowserPath {
  /// What it is like; always the same.
  PathTraits traits();

  /// Queues a control message: sent soon, in order, never lost while the path is open. Any thread;
  /// never blocks. A path whose page does not read, so that more than 1 MiB waits, closes itself.
  ///
  /// @param json one object
  void control(String json);

  /// Sends a small message, which may get lost. Any thread; never blocks.
  ///
  /// @param message borrowed until this returns: position to limit
  void datagram(ByteBuffer message);

  /// Further fields of `started`: those a page needs to get picture and sound. Control thread,
  /// before the first frame.
  ///
  /// @return strings, numbers and booleans
  default Map<String, Object> started(StreamFormat format) {
    return Map.of();
  }

  /// How much video the page wishes at most: before the first frame, and whenever it changes its
  /// mind. Any thread.
  ///
  /// @param bitsPerSecond video payload only
  default void allowed(long bitsPerSecond) {}

  /// The format of the frames that follow. The session's transmit thread.
  void format(StreamFormat format);

  /// Sends one frame, as [io.oriel.api.session.ClientLink#sendVideo(EncodedFrame)] says; what is
  /// abandoned is told by [BrowserPeer#lost(long, long)]. The session's transmit thread.
  ///
  /// @return how long it waited on purpose, in nanoseconds
  long sendVideo(EncodedFrame frame);

  /// Sends one Opus packet; borrowed until this returns. The session's audio thread.
  void sendAudio(MemorySegment packet, int length, long captureNanos);

  /// Counters of the path, for the session's figures. Any thread.
  default Map<String, Long> counters() {
    return Map.of();
  }

  /// How long the path's own stages take, for the session's figures. Any thread.
  default Map<String, Figures.Distribution> distributions() {
    return Map.of();
  }

  /// Forgets the distributions so far. Any thread.
  default void restartDistributions() {}

  /// Closes it after the control messages that wait, within 500 ms. Returns at once; any thread. A
  /// second call does nothing. [BrowserPeer#closed()] follows.
  ///
  /// @param reason for people, also shown in the browser's console
  void close(String reason);

  /// No thread of a session is inside any more and none will come: what media needed may be freed.
  /// Called once, also where there never was a session.
  default void free() {}
}
