package io.oriel.client.gamestream.internal.media;

/// Compares the time stamps of pictures and sound as they arrive.
public final class AvClock {
  private static final int VIDEO_HZ = 90_000;

  private final LagFloor video = new LagFloor();
  private final LagFloor audio = new LagFloor();
  private boolean begun;
  private int lastStamp;
  private long ticks; // since the first picture

  /// A video packet; the video receive thread. Only a newer picture's counts: repeated ones are old
  /// on purpose.
  ///
  /// @param stamp RTP time stamp, 90 kHz
  void video(int stamp, long arrivedNanos) {
    int step = begun ? stamp - lastStamp : 0;
    if (begun && step <= 0) {
      return;
    }
    begun = true;
    lastStamp = stamp;
    ticks += step;
    video.came(ticks * (1_000_000_000 / 10_000) / (VIDEO_HZ / 10_000), arrivedNanos);
  }

  /// A sound packet; the audio receive thread.
  void audio(long mediaNanos, long arrivedNanos) {
    audio.came(mediaNanos, arrivedNanos);
  }

  /// By how much sound has fallen behind the picture since the third second, in ms; negative: it
  /// runs ahead. NaN: not known yet.
  public double driftMs() {
    return video.known() && audio.known()
        ? (audio.changeNanos() - video.changeNanos()) / 1e6
        : Double.NaN;
  }
}
