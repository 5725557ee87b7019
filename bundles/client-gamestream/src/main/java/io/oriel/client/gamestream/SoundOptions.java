package io.oriel.client.gamestream;

/// The sound a client asks for.
///
/// @param channels 2, 6 or 8
/// @param packetMillis 5 or 10; 0: as a stock client, 10 below 5 Mbit/s
/// @param alsoOnHost the host's speakers stay on
public record SoundOptions(int channels, Quality quality, int packetMillis, boolean alsoOnHost) {
  /// What a stock client asks for.
  public static final SoundOptions STEREO = new SoundOptions(2, Quality.USUAL, 0, false);

  /// How much is spent on it.
  public enum Quality {
    /// As a stock client: high from 15 Mbit/s on.
    USUAL,
    /// Left and right share a stream, little rate.
    NORMAL,
    /// A stream per channel in surround, much rate.
    HIGH
  }

  public SoundOptions {
    if (channels != 2 && channels != 6 && channels != 8) {
      throw new IllegalArgumentException("sound of 2, 6 or 8 channels, not " + channels);
    }
    if (packetMillis != 0 && packetMillis != 5 && packetMillis != 10) {
      throw new IllegalArgumentException("sound packets of 5 or 10 ms, not " + packetMillis);
    }
  }

  /// Whether high quality is asked for in a stream of so many kbit/s.
  public boolean high(int kbps) {
    return switch (quality) {
      case USUAL -> kbps >= 15_000;
      case NORMAL -> false;
      case HIGH -> true;
    };
  }

  /// A packet's length in ms in a stream of so many kbit/s; high surround is always cut small.
  public int millis(int kbps) {
    if (packetMillis != 0) {
      return packetMillis;
    }
    return kbps < 5_000 && !(channels > 2 && high(kbps)) ? 10 : 5;
  }

  /// Speaker positions, as Windows numbers them.
  public int channelMask() {
    return switch (channels) {
      case 6 -> 0x3f;
      case 8 -> 0x63f;
      default -> 0x3;
    };
  }

  /// `surroundAudioInfo` of a launch.
  public int launchInfo() {
    return channelMask() << 16 | channels;
  }
}
