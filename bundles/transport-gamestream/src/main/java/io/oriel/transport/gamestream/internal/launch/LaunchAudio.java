package io.oriel.transport.gamestream.internal.launch;

import io.oriel.wire.gamestream.rtsp.SurroundParams;
import java.util.Objects;
import java.util.Optional;

/// The sound a launch asked for (GameStream protocol notes §1.9); ANNOUNCE is authoritative.
/// `continuousAudio` is not among it: sound flows during silence for every client.
///
/// @param channels from the low 16 bits of `surroundAudioInfo`: 2, 6 or 8
/// @param channelMask its high bits, speaker positions
/// @param playOnHost `localAudioPlayMode`: the host's speakers stay on too
/// @param layout `surroundParams`, an extension: the client's own layout
public record LaunchAudio(
    int channels, int channelMask, boolean playOnHost, Optional<SurroundParams> layout) {
  /// `surroundAudioInfo` of stereo, the default.
  public static final int STEREO = 196610;

  public LaunchAudio {
    Objects.requireNonNull(layout, "layout");
  }

  /// Splits `surroundAudioInfo`.
  ///
  /// @throws IllegalArgumentException for a channel count other than 2, 6 or 8
  public static LaunchAudio of(int surroundAudioInfo, boolean playOnHost) {
    int channels = surroundAudioInfo & 0xffff;
    if (channels != 2 && channels != 6 && channels != 8) {
      throw new IllegalArgumentException("surroundAudioInfo with " + channels + " channels");
    }
    return new LaunchAudio(channels, surroundAudioInfo >>> 16, playOnHost, Optional.empty());
  }

  /// The same with the client's own layout.
  public LaunchAudio with(SurroundParams own) {
    return new LaunchAudio(channels, channelMask, playOnHost, Optional.of(own));
  }
}
