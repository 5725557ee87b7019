package io.oriel.host.session.internal.media;

import io.oriel.api.media.Frame;
import io.oriel.media.convert.PictureScaler;

/// How pictures of one size go into those of another: as large as they fit, in the middle.
///
/// @param left pixels beside it in the target; even, as all of these
record Fit(int left, int top, int width, int height, PictureScaler scaler) {
  static Fit of(int fromWidth, int fromHeight, int toWidth, int toHeight) {
    double factor = Math.min((double) toWidth / fromWidth, (double) toHeight / fromHeight);
    int width = even(fromWidth * factor, toWidth);
    int height = even(fromHeight * factor, toHeight);
    return new Fit(
        (toWidth - width) / 2 & ~1,
        (toHeight - height) / 2 & ~1,
        width,
        height,
        new PictureScaler(fromWidth, fromHeight, width, height));
  }

  private static int even(double length, int most) {
    int rounded = (int) Math.round(length / 2) * 2;
    return Math.clamp(rounded, Math.min(2, most), most);
  }

  /// Scales a picture of the host's memory; the rest of the target is left as it is.
  void scale(Frame from, FittedFrame to) {
    scaler.scale(
        from.planeBytes(0),
        from.planeOffset(0),
        from.planeStride(0),
        to.planeBytes(0),
        (long) top * to.planeStride(0) + 4L * left,
        to.planeStride(0));
  }
}
