package io.oriel.encoder.ffmpeg.internal.media;

import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;

/// FFmpeg's error codes in words.
final class AvErrors {
  private static final int LENGTH = 256;

  private AvErrors() {}

  static String text(int code) {
    var buffer = new byte[LENGTH];
    av_strerror(code, buffer, LENGTH);
    int end = 0;
    while (end < LENGTH && buffer[end] != 0) {
      end++;
    }
    return new String(buffer, 0, end, StandardCharsets.UTF_8);
  }
}
