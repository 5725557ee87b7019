package io.oriel.transport.gamestream.internal.rtsp;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.OpusLayout;
import io.oriel.wire.gamestream.audio.AudioPacketizer;
import io.oriel.wire.gamestream.rtsp.Announcement;
import io.oriel.wire.gamestream.rtsp.Description;
import io.oriel.wire.gamestream.rtsp.SurroundParams;
import java.util.Optional;

/// Chooses layout and rate of a stream's sound (GameStream protocol notes §4.2, 4.3).
final class AudioChoice {
  private AudioChoice() {}

  /// @param stereoHigh the client asks for high quality in stereo, by its `Host` header
  /// @param asked the client's own layout, followed where it has as many channels as announced
  static AudioParameters of(Announcement a, boolean stereoHigh, Optional<SurroundParams> asked) {
    boolean high = high(a, stereoHigh);
    SurroundParams p =
        asked
            .filter(own -> own.channels() == a.audioChannels())
            .orElseGet(() -> SurroundParams.of(a.audioChannels(), high));
    boolean encrypted = (a.encryption() & Description.AUDIO) != 0;
    long fitting = AudioPacketizer.longest(encrypted) * 8000L / a.audioMillis();
    return new AudioParameters(
        new OpusLayout(p.channels(), p.streams(), p.coupled(), p.mapping()),
        a.audioMillis(),
        (int) Math.min(bits(a.audioChannels(), high), fitting));
  }

  /// Stereo has no attribute for it.
  static boolean high(Announcement a, boolean stereoHigh) {
    return a.audioChannels() == 2 ? stereoHigh : a.audioHighQuality();
  }

  private static int bits(int channels, boolean high) {
    return switch (channels) {
      case 6 -> high ? 1_536_000 : 256_000;
      case 8 -> high ? 2_048_000 : 450_000;
      default -> high ? 512_000 : 96_000;
    };
  }
}
