package io.oriel.client.gamestream.internal.media;

import io.oriel.client.gamestream.ReceivedFrame;
import io.oriel.client.gamestream.VideoCodec.Family;

/// Recognises a key frame only where the stock client would: parameter sets first, and the start of
/// the key slice inside the frame's first packet (GameStream protocol notes §3.8). For AV1 the type
/// byte alone counts.
final class KeyFrameCheck {
  private static final int PAYLOAD = 40;
  private static final int H264_IDR = 5;
  private static final int H264_SEI = 6;
  private static final int H264_SPS = 7;
  private static final int H264_AUD = 9;
  private static final int HEVC_IRAP_FIRST = 16;
  private static final int HEVC_IRAP_LAST = 21;
  private static final int HEVC_VPS = 32;
  private static final int HEVC_AUD = 35;
  private static final int HEVC_SEI_PREFIX = 39;

  private KeyFrameCheck() {}

  static boolean isKey(Family codec, ReceivedFrame frame, byte[] first, int packetSize) {
    if (codec == Family.AV1) {
      return frame.key();
    }
    int end = Math.min(first.length, packetSize + 16);
    boolean parameters = false;
    for (int at = PAYLOAD; at + 3 < end; at++) {
      if (first[at] != 0 || first[at + 1] != 0 || first[at + 2] != 1) {
        continue;
      }
      int head = first[at + 3] & 0xff;
      int type = codec == Family.H264 ? head & 0x1f : head >> 1 & 0x3f;
      if (parameters && slice(codec, type)) {
        return true;
      }
      if (!parameters) {
        if (type == (codec == Family.H264 ? H264_SPS : HEVC_VPS)) {
          parameters = true;
        } else if (!skippable(codec, type)) {
          return false;
        }
      }
    }
    return false;
  }

  private static boolean slice(Family codec, int type) {
    return codec == Family.H264
        ? type == H264_IDR
        : type >= HEVC_IRAP_FIRST && type <= HEVC_IRAP_LAST;
  }

  private static boolean skippable(Family codec, int type) {
    return codec == Family.H264
        ? type == H264_AUD || type == H264_SEI
        : type == HEVC_AUD || type == HEVC_SEI_PREFIX;
  }
}
