package io.oriel.host.apps.internal.card;

/// The picture of the desktop in client menus: a screen under an evening sky, drawn once from
/// smooth-edged shapes. 600×800 is not a size that clients take for a placeholder.
final class DesktopCard {
  static final int WIDTH = 600;
  static final int HEIGHT = 800;

  private DesktopCard() {}

  /// The encoded picture; not to be changed.
  static byte[] png() {
    return Drawn.PNG;
  }

  /// Drawn when first asked for.
  private static final class Drawn {
    static final byte[] PNG = Png.encode(WIDTH, HEIGHT, draw());
  }

  private static int[] draw() {
    int[] picture = new int[WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        picture[y * WIDTH + x] = pixel(x + 0.5, y + 0.5);
      }
    }
    return picture;
  }

  private static int pixel(double x, double y) {
    int sky = mix(0x171a2e, 0x2b3f63, y / HEIGHT);
    double glow = Math.exp(-(square(x - 300) + square(y - 365)) / square(300));
    int color = mix(sky, 0x4f7fa8, 0.55 * glow);
    color = mix(color, 0xe9edf4, rounded(x, y, 272, 520, 328, 592, 4)); // stand
    color = mix(color, 0xe9edf4, rounded(x, y, 210, 580, 390, 598, 9)); // foot
    color = mix(color, 0xe9edf4, rounded(x, y, 90, 215, 510, 525, 22)); // frame
    double inside = rounded(x, y, 104, 229, 496, 511, 12);
    color = mix(color, screen(x, y), inside);
    return color;
  }

  private static int screen(double x, double y) {
    int color = mix(0xf2a65a, 0x7d4f8f, (511 - y) / 282);
    color = mix(color, 0xffe2b0, disc(x, y, 300, 430, 46));
    double hills = 448 + 22 * Math.sin(x / 58) + 10 * Math.sin(x / 23 + 1);
    color = mix(color, 0x3a3560, edge(hills - y));
    double nearHills = 478 + 14 * Math.sin(x / 41 + 2);
    color = mix(color, 0x262547, edge(nearHills - y));
    color = mix(color, 0xf7f8fb, 0.92 * rounded(x, y, 140, 262, 300, 362, 8)); // a window
    color = mix(color, 0x5d6b8a, rounded(x, y, 140, 262, 300, 280, 8));
    return mix(color, 0x11142a, 0.8 * rounded(x, y, 220, 486, 380, 503, 8)); // its bar
  }

  /// How much of the pixel a rounded rectangle covers, 0 … 1.
  private static double rounded(
      double x, double y, double left, double top, double right, double bottom, double radius) {
    double dx = Math.max(Math.max(left + radius - x, x - right + radius), 0);
    double dy = Math.max(Math.max(top + radius - y, y - bottom + radius), 0);
    return edge(Math.hypot(dx, dy) - radius);
  }

  private static double disc(double x, double y, double atX, double atY, double radius) {
    return edge(Math.hypot(x - atX, y - atY) - radius);
  }

  /// One inside (negative distance), zero outside, a pixel of transition.
  private static double edge(double distance) {
    return Math.clamp(0.5 - distance, 0, 1);
  }

  private static int mix(int from, int to, double share) {
    double part = Math.clamp(share, 0, 1);
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = from >> shift & 0xff;
      int b = to >> shift & 0xff;
      mixed |= (int) Math.round(a + (b - a) * part) << shift;
    }
    return mixed;
  }

  private static double square(double value) {
    return value * value;
  }
}
