package io.oriel.host.session.internal.media;

/// Where the desktop lies in the picture that the client sees, in parts of that picture; all of it
/// unless a picture of other proportions was fitted into the client's. Written by the video thread,
/// read by the link's.
public final class PictureArea {
  private record Rectangle(double left, double top, double width, double height) {}

  private static final Rectangle ALL = new Rectangle(0, 0, 1, 1);

  private volatile Rectangle area = ALL;

  /// The desktop fills the picture.
  void all() {
    area = ALL;
  }

  /// Parts of the picture, 0 … 1.
  void is(double left, double top, double width, double height) {
    area = new Rectangle(left, top, width, height);
  }

  /// A horizontal place in the picture as one on the desktop, 0 … 1; what lies beside the desktop
  /// is its edge.
  public double x(double picture01) {
    Rectangle now = area;
    return Math.clamp((picture01 - now.left) / now.width, 0, 1);
  }

  /// The same for a vertical one.
  public double y(double picture01) {
    Rectangle now = area;
    return Math.clamp((picture01 - now.top) / now.height, 0, 1);
  }
}
