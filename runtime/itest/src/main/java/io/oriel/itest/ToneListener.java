package io.oriel.itest;

import io.oriel.client.gamestream.Sound;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.testkit.ToneMeter;
import java.time.Duration;
import java.util.Arrays;

/// Hears which tone is in which channel, in pieces of a tenth of a second.
public final class ToneListener implements StreamListener {
  private static final int PIECE_FRAMES = 4_800;

  private final ToneMeter meter; // the audio receive thread's
  private volatile int[] heard;
  private volatile long packets;

  public ToneListener(int channels) {
    meter = new ToneMeter(channels);
    heard = new int[channels];
    Arrays.fill(heard, -2); // nothing heard yet
  }

  @Override
  public void sound(Sound sound) {
    packets++;
    meter.add(sound.samples(), sound.frames());
    if (meter.frames() >= PIECE_FRAMES) {
      heard = meter.tones();
      meter.restart();
    }
  }

  /// The tone of each channel in the last piece; -1: none, -2: no sound came yet.
  public int[] heard() {
    return heard.clone();
  }

  /// Decoded packets so far.
  public long packets() {
    return packets;
  }

  /// Waits until each channel carries its own tone.
  public boolean awaitTones(Duration most) throws Exception {
    return Await.until(most, () -> own(heard));
  }

  /// Waits until all channels are silent.
  public boolean awaitSilence(Duration most) throws Exception {
    return Await.until(most, () -> Arrays.stream(heard).allMatch(tone -> tone == -1));
  }

  private static boolean own(int[] tones) {
    for (int channel = 0; channel < tones.length; channel++) {
      if (tones[channel] != channel) {
        return false;
      }
    }
    return true;
  }
}
