package io.oriel.media.pipewire;

/// Where a channel is heard.
public enum AudioPosition {
  MONO(2),
  FL(3),
  FR(4),
  FC(5),
  LFE(6),
  SL(7),
  SR(8),
  RC(11),
  RL(12),
  RR(13);

  private final int spa;

  AudioPosition(int spa) {
    this.spa = spa;
  }

  /// Its number in `enum spa_audio_channel` (`spa/param/audio/raw.h`).
  public int spa() {
    return spa;
  }
}
