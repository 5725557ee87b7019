package io.oriel.itest.browser;

import io.oriel.testkit.Pattern;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import javax.imageio.ImageIO;

/// What a tab showed at one moment, in device pixels.
public final class Screenshot {
  private final BufferedImage image;

  private Screenshot(BufferedImage image) {
    this.image = image;
  }

  /// Takes one.
  public static Screenshot of(Page page) throws IOException {
    return new Screenshot(ImageIO.read(new ByteArrayInputStream(page.screenshot())));
  }

  public int widthPx() {
    return image.getWidth();
  }

  public int heightPx() {
    return image.getHeight();
  }

  /// A pixel as 0xRRGGBB.
  public int rgb(int x, int y) {
    return image.getRGB(x, y) & 0xff_ffff;
  }

  /// The test pattern in it, if it fills the tab.
  public Optional<Pattern.Reading> reading() {
    int width = widthPx();
    int height = heightPx();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    try (var arena = Arena.ofConfined()) {
      MemorySegment picture = arena.allocate(4L * width * height, 8);
      MemorySegment.copy(pixels, 0, picture, ValueLayout.JAVA_INT, 0, pixels.length);
      return new Pattern(width, height).readBgrx(picture, 4L * width);
    }
  }

  /// How far the pattern's colour bars are off at most, of 255.
  public int barError() {
    var pattern = new Pattern(widthPx(), heightPx());
    int worst = 0;
    for (int bar = 0; bar < Pattern.barCount(); bar++) {
      int right = Pattern.barColor(bar);
      int seen = rgb(pattern.barX(bar), pattern.barY());
      for (int shift = 0; shift <= 16; shift += 8) {
        worst = Math.max(worst, Math.abs((right >> shift & 0xff) - (seen >> shift & 0xff)));
      }
    }
    return worst;
  }
}
