package io.oriel.api.session;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.Feedback;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.HdrMetadata;
import io.oriel.api.media.StreamFormat;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/// One client's media path, written by transports and driven by the session.
@ConsumerType
public interface ClientLink extends AutoCloseable {
  /// Where the client's input and wishes go; called first of all, before any frame.
  void input(InputSink sink);

  /// The format of the frames that follow. The session's transmit thread.
  void format(StreamFormat format);

  /// Sends one encoded frame, pacing included. The session's transmit thread; *borrows* the frame
  /// until it returns: [EncodedFrame#retain()] to keep it.
  ///
  /// May wait one frame interval at most. A frame that cannot be sent in that time is abandoned and
  /// reported through [InputSink#lost(long, long)].
  ///
  /// @return how long it waited on purpose, to spread the packets, in nanoseconds
  long sendVideo(EncodedFrame frame);

  /// Sends one Opus packet. The session's audio thread.
  void sendAudio(MemorySegment packet, int length, long captureNanos);

  /// The session ends: tell the client why, then close. Control thread; 500 ms at most.
  ///
  /// @param detail for a human
  void end(EndReason reason, String detail);

  /// The picture's HDR metadata changed. The session's video thread, before the first such picture
  /// is encoded.
  ///
  /// @param metadata `null`: the pictures are SDR from now on
  default void hdr(HdrMetadata metadata) {}

  /// The display's mode changed.
  default void modeChanged(DisplayRequest actual) {}

  /// A program on the desktop copied something, and the client may read it
  /// ([io.oriel.api.trust.Right#CLIPBOARD_READ]). A control thread; only posts.
  default void clipboard(ClipboardContent content) {}

  /// Towards the client's devices.
  default Feedback feedback() {
    return Feedback.NONE;
  }

  /// Counters of the link, added to the session's figures: packets, bytes, drops. Any thread.
  default Map<String, Long> counters() {
    return Map.of();
  }

  /// How long the link's own stages take, added to the session's figures. Any thread.
  default Map<String, Figures.Distribution> distributions() {
    return Map.of();
  }

  /// Forgets the distributions so far. Any thread.
  default void restartDistributions() {}

  /// Frees what the link holds. Called once, after its threads have left.
  @Override
  void close();
}
