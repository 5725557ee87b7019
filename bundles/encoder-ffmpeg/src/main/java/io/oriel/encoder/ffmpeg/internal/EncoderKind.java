package io.oriel.encoder.ffmpeg.internal;

import io.oriel.api.media.Codec;

/// The software encoders of FFmpeg this bundle knows, and how each is made to work without delay.
///
/// Options are those of FFmpeg 8.0's `libx264.c`, `libopenh264enc.c`, `libx265.c` and
/// `libsvtav1.c`; that each gives a frame for a frame is checked by [Ffmpeg] before anybody may use
/// it.
public enum EncoderKind {
  /// Cheapest H.264; GPL.
  X264("libx264", Codec.H264, true, true, 60),
  /// H.264 under BSD terms; two to three times the work of x264.
  OPENH264("libopenh264", Codec.H264, false, false, 40),
  /// Slower than real time at 1080p60 on four cores; GPL.
  X265("libx265", Codec.HEVC, false, false, 10),
  /// Slower than real time at 1080p60 on four cores.
  SVT_AV1("libsvtav1", Codec.AV1, false, false, 20);

  private final String library;
  private final Codec codec;
  private final boolean nv12;
  private final boolean liveRate;
  private final int quality;

  EncoderKind(String library, Codec codec, boolean nv12, boolean liveRate, int quality) {
    this.library = library;
    this.codec = codec;
    this.nv12 = nv12;
    this.liveRate = liveRate;
    this.quality = quality;
  }

  /// FFmpeg's name of the encoder.
  public String library() {
    return library;
  }

  public Codec codec() {
    return codec;
  }

  /// Whether chroma is handed over interleaved, which spares x264 its own conversion.
  public boolean nv12() {
    return nv12;
  }

  /// Whether a change of the open context's rate is obeyed; the others ignore it.
  public boolean liveRate() {
    return liveRate;
  }

  /// 0 … 100, see `Assessment.Fit`.
  public int quality() {
    return quality;
  }

  /// Threads that pay for a stream of so many pixels a second.
  ///
  /// One slice thread more costs a tenth of CPU time and saves a third of the wall time, until the
  /// slices get too small.
  public int threads(long pixelsPerSecond, int cpus) {
    int wanted = pixelsPerSecond <= 1280L * 720 * 60 ? 2 : 4;
    return Math.clamp(wanted, 1, cpus);
  }
}
