package io.oriel.host.session.internal.media;

import io.oriel.api.session.Figures;
import io.oriel.api.session.Figures.Distribution;
import io.oriel.media.core.Counter;
import io.oriel.media.core.CpuTime;
import io.oriel.media.core.DurationRecorder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counters and distributions of one session. Each has one writer, named beside it; any thread
/// reads.
public final class SessionFigures {
  // video thread
  final Counter captured = new Counter();
  final Counter repeated = new Counter();
  final Counter skipped = new Counter();
  final Counter videoAllocatedBytes = new Counter();
  final DurationRecorder captureAge = new DurationRecorder();
  final DurationRecorder handover = new DurationRecorder();

  // transmit thread
  final Counter sent = new Counter();
  final Counter sentDistinct = new Counter();
  final Counter sentBytes = new Counter();
  final Counter keyFrames = new Counter();
  final Counter healedFrames = new Counter();
  final Counter transmitAllocatedBytes = new Counter();
  final DurationRecorder convert = new DurationRecorder();
  final DurationRecorder encode = new DurationRecorder();
  final DurationRecorder pace = new DurationRecorder();
  final DurationRecorder hostAdded = new DurationRecorder();
  final DurationRecorder total = new DurationRecorder();
  final Cadence cadence = new Cadence();

  private final SoundFigures sound = new SoundFigures();
  private final MicrophoneFigures microphone = new MicrophoneFigures();

  // both
  private final CpuTime cpu = new CpuTime();

  // control thread
  private volatile long superseded;
  private volatile long copied;
  private volatile long losses;
  private volatile long rateBits;
  private volatile long firstKeyFrameNanos;

  private final long createdNanos = System.nanoTime();

  void firstKeyFrameSent() {
    if (firstKeyFrameNanos == 0) {
      firstKeyFrameNanos = System.nanoTime() - createdNanos;
    }
  }

  /// Adds what a capture counted before it was closed. Control thread.
  public void addCapture(long supersededPictures, long copiedPictures) {
    superseded += supersededPictures;
    copied += copiedPictures;
  }

  /// Bytes of pictures that were handed to the link so far. Any thread.
  public long bytesSent() {
    return sentBytes.get();
  }

  /// Pictures may take so many bits per second from now on. Control thread.
  public void rateWanted(long bitsPerSecond) {
    rateBits = bitsPerSecond;
  }

  /// A stage was lost. Control thread.
  public void stageLost() {
    losses++;
  }

  /// Of the media threads.
  public CpuTime cpu() {
    return cpu;
  }

  /// Those of the sound.
  public SoundFigures sound() {
    return sound;
  }

  /// Those of the microphone.
  public MicrophoneFigures microphone() {
    return microphone;
  }

  /// Forgets the distributions so far. Any thread.
  public void restartDistributions() {
    sound.restartDistributions();
    for (var recorder :
        List.of(captureAge, handover, convert, encode, pace, hostAdded, total, cadence.deviation)) {
      recorder.restart();
    }
  }

  /// Everything at this moment.
  ///
  /// @param link the link's own counters
  /// @param linkStages the link's own distributions
  public Figures snapshot(Map<String, Long> link, Map<String, Distribution> linkStages) {
    var counters = new LinkedHashMap<String, Long>();
    counters.put("frames.captured", captured.get());
    counters.put("frames.repeated", repeated.get());
    counters.put("frames.skipped", skipped.get());
    counters.put("frames.superseded", superseded);
    counters.put("frames.copied", copied);
    counters.put("frames.sent", sent.get());
    counters.put("frames.sent.distinct", sentDistinct.get());
    counters.put("frames.key", keyFrames.get());
    counters.put("frames.healed", healedFrames.get());
    counters.put("bytes.sent", sentBytes.get());
    counters.put("rate.kbits", rateBits / 1000);
    counters.put("stages.lost", losses);
    counters.put("stalls", cadence.stalls.get());
    counters.put("stall.longest.micros", cadence.longestNanos.get() / 1000);
    counters.put("cpu.media.micros", cpu.nanos() / 1000);
    counters.put("alloc.video.bytes", videoAllocatedBytes.get());
    counters.put("alloc.transmit.bytes", transmitAllocatedBytes.get());
    counters.put("first.key.frame.micros", firstKeyFrameNanos / 1000);
    var distributions = new LinkedHashMap<String, Distribution>();
    distributions.put("capture.age", captureAge.summary());
    distributions.put("handover", handover.summary());
    distributions.put("convert", convert.summary());
    distributions.put("encode", encode.summary());
    distributions.put("pace", pace.summary());
    distributions.put("host.added", hostAdded.summary());
    distributions.put("total", total.summary());
    distributions.put("cadence", cadence.deviation.summary());
    sound.read(counters, distributions);
    microphone.read(counters);
    counters.putAll(link);
    distributions.putAll(linkStages);
    return new Figures(counters, distributions);
  }
}
