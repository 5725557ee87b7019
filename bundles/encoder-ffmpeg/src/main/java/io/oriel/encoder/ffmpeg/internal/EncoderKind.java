package io.oriel.encoder.ffmpeg.internal;

import static io.oriel.encoder.ffmpeg.internal.PixelLayout.YUV420;
import static io.oriel.encoder.ffmpeg.internal.PixelLayout.YUV420_10;
import static io.oriel.encoder.ffmpeg.internal.PixelLayout.YUV444;
import static io.oriel.encoder.ffmpeg.internal.PixelLayout.YUV444_10;

import io.oriel.api.media.Codec;
import java.util.List;

/// The software encoders of FFmpeg this bundle knows, and what each is taken to be able to.
///
/// Options are those of FFmpeg 8.0's `libx264.c`, `libopenh264enc.c`, `libx265.c`, `libsvtav1.c`
/// and `libaomenc.c`; that each gives a frame for a frame is checked by [Ffmpeg], layout by layout,
/// before anybody may use it.
public enum EncoderKind {
  /// Cheapest H.264; GPL.
  X264("libx264", "x264", Codec.H264, 60, "ultrafast", YUV420, YUV444),
  /// H.264 under BSD terms; two to three times the work of x264.
  OPENH264("libopenh264", "openh264", Codec.H264, 40, "", YUV420),
  /// The only HEVC; eight times the work of x264; GPL.
  X265("libx265", "x265", Codec.HEVC, 45, "ultrafast", YUV420, YUV420_10, YUV444, YUV444_10),
  /// AV1 at four times the work of x264, with 4:2:0 alone. Its faster presets leave flat areas as
  /// they were when text appears in them.
  SVT_AV1("libsvtav1", "svtav1", Codec.AV1, 45, "10", YUV420, YUV420_10),
  /// AV1 with 4:4:4 too, at five times the work of x264; knows what a desktop looks like.
  AOM_AV1("libaom-av1", "aomav1", Codec.AV1, 50, "9", YUV420, YUV420_10, YUV444, YUV444_10);

  private final String library;
  private final String id;
  private final Codec codec;
  private final int quality;
  private final String preset;
  private final List<PixelLayout> layouts;

  EncoderKind(
      String library, String id, Codec codec, int quality, String preset, PixelLayout... layouts) {
    this.library = library;
    this.id = id;
    this.codec = codec;
    this.quality = quality;
    this.preset = preset;
    this.layouts = List.of(layouts);
  }

  /// FFmpeg's name of the encoder.
  public String library() {
    return library;
  }

  /// The backend's id.
  public String id() {
    return id;
  }

  public Codec codec() {
    return codec;
  }

  /// What it is said to take.
  public List<PixelLayout> layouts() {
    return layouts;
  }

  /// Whether chroma is handed over interleaved, which spares x264 its own conversion.
  public boolean nv12(PixelLayout layout) {
    return this == X264 && layout == YUV420;
  }

  /// Whether a change of the open context's rate is obeyed; the others ignore it.
  public boolean liveRate() {
    return this == X264;
  }

  /// 0 … 100, see `Assessment.Fit`.
  public int quality() {
    return quality;
  }

  /// The preset a stream gets unless the operator sets another.
  public String preset() {
    return preset;
  }

  /// Threads that pay for a stream of so many pixels a second.
  ///
  /// One slice thread more costs x264 a tenth of CPU time and saves a third of the wall time, until
  /// the slices get too small; the encoders of newer codecs have work for four at any size.
  public int threads(long pixelsPerSecond, int cpus) {
    boolean light = codec == Codec.H264 && pixelsPerSecond <= 1280L * 720 * 60;
    return Math.clamp(light ? 2 : 4, 1, cpus);
  }
}
