package io.oriel.api.media;

/// DRM pixel format codes as in the kernel's `drm_fourcc.h`, and their spelling.
public final class Fourcc {
  /// 32 bits a pixel, bytes B G R x in memory: what wlroots, Mutter and KWin give first.
  public static final int XRGB8888 = of('X', 'R', '2', '4');

  /// 32 bits a pixel, bytes B G R A in memory, alpha premultiplied.
  public static final int ARGB8888 = of('A', 'R', '2', '4');

  /// 32 bits a pixel, bytes R G B x in memory.
  public static final int XBGR8888 = of('X', 'B', '2', '4');

  /// 32 bits a pixel, bytes R G B A in memory.
  public static final int ABGR8888 = of('A', 'B', '2', '4');

  /// 32 bits a pixel, from the lowest bit on 10 each of B, G and R.
  public static final int XRGB2101010 = of('X', 'R', '3', '0');

  /// 32 bits a pixel, from the lowest bit on 10 each of R, G and B.
  public static final int XBGR2101010 = of('X', 'B', '3', '0');

  /// Two planes of 16-bit words with 10 bits in their upper part, laid out as [#NV12].
  public static final int P010 = of('P', '0', '1', '0');

  /// Two planes: Y, then interleaved Cb Cr for 2×2 pixels.
  public static final int NV12 = of('N', 'V', '1', '2');

  /// The modifier of memory laid out row by row, `DRM_FORMAT_MOD_LINEAR`.
  public static final long MODIFIER_LINEAR = 0;

  private Fourcc() {}

  /// The code of four ASCII characters, first in the lowest byte.
  public static int of(char a, char b, char c, char d) {
    return a | b << 8 | c << 16 | d << 24;
  }

  /// The four characters of a code.
  public static String name(int fourcc) {
    return new String(
        new char[] {
          (char) (fourcc & 0xff),
          (char) (fourcc >> 8 & 0xff),
          (char) (fourcc >> 16 & 0xff),
          (char) (fourcc >> 24 & 0xff)
        });
  }
}
