package io.oriel.testkit;

import io.oriel.api.audio.AudioSink;
import io.oriel.api.audio.AudioStream;
import java.util.Map;

/// A sink that nobody plays into: what captures it hears the [Tones], on a clock that may run slow
/// or fast.
public final class ToneSink implements AudioSink {
  private final String name;
  private final int ppm;
  private volatile int channels;
  private ToneStream capture; // `this` lock

  /// @param ppm by how many parts per million its clock runs slow
  public ToneSink(String name, int channels, int ppm) {
    this.name = name;
    this.channels = channels;
    this.ppm = ppm;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("ORIEL_TESTKIT_SINK", name);
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public synchronized void reconfigure(int wanted, boolean alsoOnHost) {
    channels = wanted;
    close();
  }

  @Override
  public synchronized AudioStream capture(int framesPerPacket) {
    close();
    capture = new ToneStream(channels, framesPerPacket, ppm);
    return capture;
  }

  @Override
  public synchronized void close() {
    if (capture != null) {
      capture.close();
    }
  }
}
