package io.oriel.transport.gamestream.internal.rtsp;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.SessionPlan;
import io.oriel.api.session.StreamParameters;
import io.oriel.transport.gamestream.internal.media.FecShare;
import io.oriel.wire.gamestream.rtsp.Announcement;
import io.oriel.wire.gamestream.rtsp.RtspException;
import io.oriel.wire.gamestream.video.FecLayout;
import java.util.List;

/// Turns an ANNOUNCE into the parameters of a stream (GameStream protocol notes §2.5, 2.6, 4.2).
final class StreamChoice {
  private static final Codec[] CODECS = {Codec.H264, Codec.HEVC, Codec.AV1};
  private static final long LEAST_BITS = 500_000;
  private static final long MOST_BITS = 500_000_000;

  private StreamChoice() {}

  /// @param parity what the stream will get
  /// @param audio what [AudioChoice] made of it
  /// @param highAudio the sound is of high quality
  /// @throws RtspException with 400: the plan has no such codec, depth or chroma
  static StreamParameters of(
      Announcement a, SessionPlan plan, FecShare parity, AudioParameters audio, boolean highAudio)
      throws RtspException {
    Codec codec = CODECS[a.codec()];
    int depth = a.tenBit() ? 10 : 8;
    Chroma chroma = a.yuv444() ? Chroma.YUV444 : Chroma.YUV420;
    List<StreamFormat> fitting =
        plan.formats().stream()
            .filter(f -> f.codec() == codec && f.bitDepth() == depth && f.chroma() == chroma)
            .toList();
    if (fitting.isEmpty()) {
      throw new RtspException(
          400,
          "no encoder here gives %s of %d bits and %s at %dx%d; ./oriel doctor says why"
              .formatted(
                  codec,
                  depth,
                  chroma == Chroma.YUV444 ? "4:4:4" : "4:2:0",
                  a.widthPx(),
                  a.heightPx()));
    }
    ColorSpec color = color(a, fitting);
    int rate = Math.min(a.milliHz(), 480_000);
    return new StreamParameters(
        new StreamFormat(codec, a.widthPx(), a.heightPx(), rate, depth, chroma, color),
        videoBits(a, parity.percent(), highAudio),
        FecLayout.protectedBytes(parity.most(), a.minParity(), a.packetSize()),
        a.slices(),
        a.references(),
        // clients that cannot ask for it want one reference frame
        plan.invalidating().contains(codec) && a.references() != 1,
        a.intraRefresh(),
        audio);
  }

  /// HDR where 10 bits are asked for and the plan has it, which it has only for launches that asked
  /// for HDR. The bitstream says what it holds, so another matrix than asked for is better than no
  /// picture.
  private static ColorSpec color(Announcement a, List<StreamFormat> fitting) {
    List<ColorSpec> possible = fitting.stream().map(StreamFormat::color).toList();
    if (a.tenBit() && possible.contains(ColorSpec.HDR10)) {
      return ColorSpec.HDR10;
    }
    ColorSpec wanted = color(a.colorSpace(), a.fullRange());
    return possible.contains(wanted) ? wanted : possible.getFirst();
  }

  /// What is left for video once parity, sound and overhead are taken away (§2.6).
  static long videoBits(Announcement a, int fecPercent, boolean highAudio) {
    long bits = 1000L * a.kbps();
    if (a.kbpsIsTotal()) {
      // above 80 the usual rule would leave nothing
      bits = fecPercent <= 80 ? bits * (100 - fecPercent) / 100 : bits * 100 / (100 + fecPercent);
      long sound = (highAudio ? 256_000L : 96_000L) * a.audioChannels();
      bits -= Math.min(sound, bits / 5);
      bits -= Math.min(500_000, bits / 10);
    }
    return Math.clamp(bits, LEAST_BITS, MOST_BITS);
  }

  static ColorSpec color(int space, boolean full) {
    var range = full ? ColorSpec.Range.FULL : ColorSpec.Range.LIMITED;
    return switch (space) {
      case 1 ->
          new ColorSpec(
              ColorSpec.Primaries.BT709, ColorSpec.Transfer.BT709, ColorSpec.Matrix.BT709, range);
      case 2 ->
          new ColorSpec(
              ColorSpec.Primaries.BT2020,
              ColorSpec.Transfer.BT2020_10,
              ColorSpec.Matrix.BT2020,
              range);
      default ->
          new ColorSpec(
              ColorSpec.Primaries.BT601, ColorSpec.Transfer.BT601, ColorSpec.Matrix.BT601, range);
    };
  }
}
