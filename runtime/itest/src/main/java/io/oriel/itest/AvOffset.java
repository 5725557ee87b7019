package io.oriel.itest;

import io.oriel.client.gamestream.LumaPlane;
import io.oriel.client.gamestream.Picture;
import io.oriel.client.gamestream.Sound;
import io.oriel.client.gamestream.StreamListener;
import io.oriel.testkit.PatternReader;
import java.util.ArrayList;
import java.util.List;

/// How late pictures and sound are at a client, each against the program that made it: pictures by
/// the time drawn in the pattern, sound by the time at which a beep was handed to its player. One
/// machine, so that there is one clock.
///
/// Pictures count when they are decoded, sound when it is decoded; a client's own buffers come on
/// top of both.
public final class AvOffset implements StreamListener {
  private static final float LOUD = 0.05f;
  private static final int NEWEST = 3;
  private static final int QUIET_FRAMES = 4_800; // a tenth of a second before a beep

  private final LumaPlane luma = new LumaPlane();
  private final List<Long> pictures = new ArrayList<>(); // decoder thread adds, with `this`
  private final List<Long> onsets = new ArrayList<>(); // audio thread adds, with `this`
  private PatternReader reader; // decoder thread
  private long quiet; // audio thread

  @Override
  public void picture(Picture picture) {
    if (reader == null) {
      reader = new PatternReader(picture.widthPx(), picture.heightPx());
    }
    if (luma.of(picture)) {
      var reading = reader.readLuma(luma.bytes(), luma.stride());
      synchronized (this) {
        reading.ifPresent(r -> pictures.add(picture.decodedNanos() - r.micros() * 1000));
      }
    }
  }

  @Override
  public void sound(Sound sound) {
    float[] samples = sound.samples();
    int channels = sound.channels();
    for (int frame = 0; frame < sound.frames(); frame++) {
      if (Math.abs(samples[frame * channels]) < LOUD) {
        quiet++;
      } else {
        if (quiet >= QUIET_FRAMES) {
          synchronized (this) {
            onsets.add(sound.arrivedNanos());
          }
        }
        quiet = 0;
      }
    }
  }

  /// Forgets what was seen and heard.
  public synchronized void restart() {
    pictures.clear();
    onsets.clear();
  }

  /// Beeps heard.
  public synchronized int heard() {
    return onsets.size();
  }

  /// What was measured, each the median in ms.
  ///
  /// @param pictureMs from drawing until decoded
  /// @param soundMs from the player's hand until decoded
  public record Lateness(double pictureMs, double soundMs) {
    /// How much later than the picture sound is.
    public double soundBehindMs() {
      return soundMs - pictureMs;
    }
  }

  /// Compares the newest three beeps.
  ///
  /// @param beeps when each was handed over
  public synchronized Lateness lateness(List<Long> beeps) {
    var sounds = new ArrayList<Long>();
    for (long onset : onsets.subList(Math.max(0, onsets.size() - NEWEST), onsets.size())) {
      beeps.stream()
          .filter(beep -> beep <= onset)
          .max(Long::compare)
          .ifPresent(beep -> sounds.add(onset - beep));
    }
    return new Lateness(median(pictures), median(sounds));
  }

  private static double median(List<Long> nanos) {
    return nanos.isEmpty()
        ? Double.NaN
        : nanos.stream().sorted().toList().get(nanos.size() / 2) / 1e6;
  }
}
