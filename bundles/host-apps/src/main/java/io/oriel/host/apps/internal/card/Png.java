package io.oriel.host.apps.internal.card;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes PNG pictures of 8-bit RGB (W3C PNG, §5 and §11.2); the desktop toolkit of Java would load
/// native libraries for it.
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

  private Png() {}

  /// @param rgb 0xrrggbb, row by row
  static byte[] encode(int widthPx, int heightPx, int[] rgb) {
    byte[] rows = new byte[heightPx * (1 + 3 * widthPx)];
    int at = 0;
    for (int y = 0; y < heightPx; y++) {
      rows[at++] = 0; // no filter
      for (int x = 0; x < widthPx; x++) {
        int pixel = rgb[y * widthPx + x];
        rows[at++] = (byte) (pixel >> 16);
        rows[at++] = (byte) (pixel >> 8);
        rows[at++] = (byte) pixel;
      }
    }
    var png = new ByteArrayOutputStream();
    png.writeBytes(SIGNATURE);
    // bit depth 8, colour type 2 (RGB), deflate, adaptive filters, not interlaced
    chunk(
        png,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(widthPx)
            .putInt(heightPx)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array());
    chunk(png, "IDAT", deflate(rows));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static byte[] deflate(byte[] rows) {
    var packed = new ByteArrayOutputStream();
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(rows);
      deflater.finish();
      byte[] piece = new byte[8192];
      while (!deflater.finished()) {
        packed.write(piece, 0, deflater.deflate(piece));
      }
    }
    return packed.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(name);
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
