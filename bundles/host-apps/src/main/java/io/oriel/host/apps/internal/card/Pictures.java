package io.oriel.host.apps.internal.card;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Reads pictures of bounded size: what is larger than a card needs is read with fewer pixels.
final class Pictures {
  private static final long MOST_BYTES = 16 << 20;
  private static final int MOST_PX = 16_384; // either way
  // A progressive JPEG takes six bytes each while it is read, however small the file is.
  private static final int MOST_PIXELS = 40_000_000;
  private static final int ENOUGH_PX = 1_024;

  private final SvgPictures svg = new SvgPictures();

  /// @throws IOException what is wrong with it, for people
  BufferedImage read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no such file");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("it is larger than 16 MiB");
    }
    String name = file.toString().toLowerCase(java.util.Locale.ROOT);
    if (name.endsWith(".svg") || name.endsWith(".svgz")) {
      return svg.read(file, Pictures::decode);
    }
    return decode(file.toFile());
  }

  private static BufferedImage decode(File file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file)) {
      Iterator<ImageReader> readers = in == null ? null : ImageIO.getImageReaders(in);
      if (readers == null || !readers.hasNext()) {
        throw new IOException("it is neither PNG nor JPEG");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        boolean huge = width > MOST_PX || height > MOST_PX || (long) width * height > MOST_PIXELS;
        if (width < 1 || height < 1 || huge) {
          throw new IOException("it has " + width + "x" + height + " pixels");
        }
        ImageReadParam how = reader.getDefaultReadParam();
        int step = Math.max(1, Math.max(width, height) / ENOUGH_PX);
        how.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, how);
      } catch (RuntimeException e) {
        throw new IOException("it is damaged: " + e.getMessage(), e);
      } finally {
        reader.dispose();
      }
    }
  }
}
