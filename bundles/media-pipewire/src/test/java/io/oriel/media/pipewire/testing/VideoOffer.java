package io.oriel.media.pipewire.testing;

import io.oriel.media.pipewire.pod.Pod;
import java.util.List;

/// What a [VideoProducer] offers. Nothing is checked: impossible offers are wanted.
///
/// @param formats `enum spa_video_format`, best first
/// @param size a rectangle, or a choice of them
/// @param maxRate a fraction, or a choice of them: pictures per second
/// @param buffers how many, a number or a choice
/// @param pointer whether cursor metadata is offered
public record VideoOffer(
    List<Integer> formats, Pod size, Pod maxRate, Pod buffers, boolean pointer, BufferKind kind) {
  /// `SPA_VIDEO_FORMAT_BGRx`.
  public static final int BGRX = 8;

  /// `SPA_VIDEO_FORMAT_BGRA`.
  public static final int BGRA = 12;

  /// `SPA_VIDEO_FORMAT_GRAY8`, which no capture takes.
  public static final int GRAY8 = 25;

  public VideoOffer {
    formats = List.copyOf(formats);
  }

  /// Pictures of one size, as KWin offers them.
  public static VideoOffer fixed(int widthPx, int heightPx) {
    return new VideoOffer(
        List.of(BGRX),
        new Pod.Rectangle(widthPx, heightPx),
        range(new Pod.Fraction(60, 1), new Pod.Fraction(1, 1), new Pod.Fraction(60, 1)),
        range(new Pod.Int(4), new Pod.Int(2), new Pod.Int(8)),
        true,
        BufferKind.MEMFD);
  }

  /// The consumer chooses size and rate, as on Mutter's virtual monitors.
  public static VideoOffer sizedByConsumer() {
    return new VideoOffer(
        List.of(BGRX, BGRA),
        range(
            new Pod.Rectangle(1280, 720), new Pod.Rectangle(1, 1), new Pod.Rectangle(16384, 16386)),
        range(new Pod.Fraction(60, 1), new Pod.Fraction(1, 1), new Pod.Fraction(1000, 1)),
        range(new Pod.Int(16), new Pod.Int(2), new Pod.Int(16)),
        true,
        BufferKind.MEMFD);
  }

  /// The same in other formats.
  public VideoOffer withFormats(Integer... other) {
    return new VideoOffer(List.of(other), size, maxRate, buffers, pointer, kind);
  }

  /// The same in another size.
  public VideoOffer withSize(int widthPx, int heightPx) {
    Pod other = new Pod.Rectangle(widthPx, heightPx);
    return new VideoOffer(formats, other, maxRate, buffers, pointer, kind);
  }

  /// The same with a number of buffers that is not up for discussion.
  public VideoOffer withBuffers(int count) {
    return new VideoOffer(formats, size, maxRate, new Pod.Int(count), pointer, kind);
  }

  /// The same in other memory.
  public VideoOffer in(BufferKind other) {
    return new VideoOffer(formats, size, maxRate, buffers, pointer, other);
  }

  private static Pod range(Pod usual, Pod least, Pod most) {
    return new Pod.Choice(Pod.Choice.Kind.RANGE, List.of(usual, least, most));
  }
}
