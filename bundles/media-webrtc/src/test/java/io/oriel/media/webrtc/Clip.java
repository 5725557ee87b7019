package io.oriel.media.webrtc;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A second of a test picture, 320×180, 30 frames, the first of them a key frame; made with
/// ffmpeg's `testsrc` by libx264 and libaom.
record Clip(List<byte[]> frames) {
  static Clip h264() throws IOException {
    byte[] all = load("clip.h264");
    var frames = new ArrayList<byte[]>();
    int from = 0;
    for (int i = 1; i <= all.length; i++) {
      if (i == all.length || delimiter(all, i)) {
        frames.add(Arrays.copyOfRange(all, from, i));
        from = i;
      }
    }
    return new Clip(frames);
  }

  private static boolean delimiter(byte[] all, int i) {
    return i + 5 <= all.length && Arrays.equals(all, i, i + 5, new byte[] {0, 0, 0, 1, 9}, 0, 5);
  }

  static Clip av1() throws IOException {
    byte[] all = load("clip.obu");
    var frames = new ArrayList<byte[]>();
    int from = 0;
    int at = 0;
    while (at < all.length) {
      if ((all[at] >>> 3 & 15) == 2 && at > from) {
        frames.add(Arrays.copyOfRange(all, from, at));
        from = at;
      }
      int size = 0;
      int i = at + 1;
      for (int shift = 0; ; shift += 7) {
        size |= (all[i] & 0x7f) << shift;
        if (all[i++] >= 0) {
          break;
        }
      }
      at = i + size;
    }
    frames.add(Arrays.copyOfRange(all, from, at));
    return new Clip(frames);
  }

  private static byte[] load(String name) throws IOException {
    try (InputStream in = Clip.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
