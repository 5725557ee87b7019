package io.oriel.api.session;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.input.Injector;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/// What a link tells its session. Called on the link's receive thread; nothing here blocks for
/// long.
@ProviderType
public interface InputSink {
  /// Where the client's input goes: the host's guard, which checks rights and remembers what is
  /// held. Valid for the link's life; its `close` does nothing.
  Injector injector();

  /// The client cannot decode until a key frame comes. Requests that come together yield one.
  void keyFrameWanted();

  /// Frames the client does not have, by the host's numbers, both inclusive.
  void lost(long first, long last);

  /// The client has this frame.
  void received(long sequence);

  /// The client asks for another rate of video payload.
  void rateWanted(long bitsPerSecond);

  /// How the network path is doing.
  void report(LinkReport report);

  /// The client wants another mode.
  void modeWanted(DisplayRequest wanted);

  /// One packet of the client's microphone: Opus of 48 kHz, one channel, 10 or 20 ms. Ignored
  /// without [io.oriel.api.trust.Right#MICROPHONE], or where the host has no way to offer it to
  /// programs. The session's programs hear silence while none comes.
  ///
  /// @param packet borrowed until this returns; 1 … 1275 bytes
  /// @param sequence counts packets from any start, modulo 2^32: what is missing is concealed
  default void microphone(ByteBuffer packet, int sequence) {}

  /// The client went away: without a word, or after saying so.
  void gone(boolean onPurpose);
}
