package io.oriel.media.pipewire.testing;

import io.oriel.media.pipewire.pod.Pod;
import io.oriel.testkit.Pattern;

/// The format that a consumer and a [VideoProducer] agreed on.
///
/// @param maxRate pictures per second
public record Agreed(int format, int widthPx, int heightPx, Pod.Fraction maxRate) {
  private static final long MOST_BYTES = 64 << 20;

  int stride() {
    return (int) Math.min(Integer.MAX_VALUE, widthPx * 4L);
  }

  int bytes() {
    return (int) Math.clamp((long) stride() * heightPx, 1, MOST_BYTES);
  }

  Pattern pattern() {
    boolean drawable = widthPx >= 160 && heightPx >= 208 && bytes() < MOST_BYTES;
    return drawable ? new Pattern(widthPx, heightPx) : null;
  }
}
