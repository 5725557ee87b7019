package io.oriel.host.session.internal;

import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.TargetKind;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.media.VideoFormat;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Right;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Turns what a client wants into what stages are asked for.
final class StreamRequests {
  /// Frames the encoder may have unfinished: one being encoded, one being sent.
  static final int FRAMES_IN_FLIGHT = 2;

  /// What an encoder may be asked for ([io.oriel.api.encode.Encoder#rate(long)]).
  static final long LEAST_BITS_PER_SECOND = 500_000;

  static final long MOST_BITS_PER_SECOND = 500_000_000;

  /// What a plan assumes before the client has said its rate.
  private static final long NOMINAL_BITS_PER_SECOND = 20_000_000;

  private StreamRequests() {}

  /// The nearest rate that an encoder may be asked for.
  static long allowed(long bitsPerSecond) {
    return Math.clamp(bitsPerSecond, LEAST_BITS_PER_SECOND, MOST_BITS_PER_SECOND);
  }

  /// The stream a profile would give on the wanted display; odd sizes lose their last row or
  /// column.
  static StreamFormat format(SessionRequest request, Profile profile, ColorSpec color) {
    var display = request.display();
    return new StreamFormat(
        profile.codec(),
        display.widthPx() & ~1,
        display.heightPx() & ~1,
        display.refreshMilliHz(),
        profile.bitDepth(),
        profile.chroma(),
        color);
  }

  static CaptureProvider.Request capture(SessionRequest request, TargetKind target) {
    var display = request.display();
    return new CaptureProvider.Request(
        target,
        display.widthPx(),
        display.heightPx(),
        display.refreshMilliHz(),
        List.of(),
        FRAMES_IN_FLIGHT + 2,
        true);
  }

  static CaptureProvider.Request capture(
      StreamFormat stream, TargetKind target, List<FormatSupport> accepted) {
    return new CaptureProvider.Request(
        target,
        stream.widthPx(),
        stream.heightPx(),
        stream.milliHz(),
        accepted,
        FRAMES_IN_FLIGHT + 2,
        true);
  }

  static EncoderRequest encoder(
      SessionRequest request, Profile profile, ColorSpec color, FormatSupport input) {
    var output = format(request, profile, color);
    var captured = profile.hdr() ? ColorSpec.HDR_RGB : ColorSpec.SRGB;
    return new EncoderRequest(
        output,
        input.memory(),
        new VideoFormat(output.widthPx(), output.heightPx(), input.fourcc(), 0, captured),
        input.drmDevice(),
        FRAMES_IN_FLIGHT,
        NOMINAL_BITS_PER_SECOND,
        0,
        1,
        0,
        false,
        false);
  }

  static EncoderRequest encoder(
      StreamParameters stream, VideoFormat captured, FormatSupport input, long bitsPerSecond) {
    return new EncoderRequest(
        stream.format(),
        input.memory(),
        captured,
        input.drmDevice(),
        FRAMES_IN_FLIGHT,
        Math.clamp(bitsPerSecond, LEAST_BITS_PER_SECOND, MOST_BITS_PER_SECOND),
        stream.maxFrameBytes(),
        Math.clamp(stream.slicesPerFrame(), 1, 32),
        stream.maxReferenceFrames(),
        stream.referenceInvalidation(),
        stream.intraRefresh());
  }

  /// The devices a client asked for and may use.
  static Set<DeviceKind> allowed(SessionRequest request) {
    return allowed(request.devices(), request.client().rights());
  }

  static Set<DeviceKind> allowed(Set<DeviceKind> wanted, Set<Right> rights) {
    var devices = EnumSet.noneOf(DeviceKind.class);
    devices.addAll(wanted);
    if (!rights.contains(Right.GAMEPAD)) {
      devices.remove(DeviceKind.GAMEPAD);
    }
    if (!rights.contains(Right.INPUT)) {
      devices.retainAll(EnumSet.of(DeviceKind.GAMEPAD));
    }
    return devices;
  }
}
