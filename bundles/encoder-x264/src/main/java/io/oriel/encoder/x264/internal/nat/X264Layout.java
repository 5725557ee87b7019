package io.oriel.encoder.x264.internal.nat;

/// Where the few fields lie that have no name in `x264_param_parse`, and those of pictures and NAL
/// units: `x264.h` of builds 164 and 165 on 64-bit machines.
final class X264Layout {
  static final int PARAM_BYTES = 1024;
  static final int PARAM_THREADS = 4;
  static final int PARAM_SYNC_LOOKAHEAD = 24;
  static final int PARAM_WIDTH = 28;
  static final int PARAM_HEIGHT = 32;
  static final int PARAM_CSP = 36;
  static final int PARAM_BIT_DEPTH = 40;
  static final int PARAM_LEVEL = 44;
  static final int PARAM_DPB_SIZE = 96;
  static final int PARAM_BITRATE = 676;
  static final int PARAM_SLICE_COUNT_MAX = 992;
  static final int PARAM_NALU_PROCESS = 1008;

  static final int PICTURE_BYTES = 240;
  static final int PICTURE_TYPE = 0;
  static final int PICTURE_QP_PLUS_1 = 4;
  static final int PICTURE_KEY = 12;
  static final int PICTURE_PTS = 16;
  static final int PICTURE_CSP = 40;
  static final int PICTURE_PLANES = 44;
  static final int PICTURE_STRIDE = 48;
  static final int PICTURE_PLANE = 64;

  static final int NAL_BYTES = 40;
  static final int NAL_TYPE = 4;
  static final int NAL_FIRST_MB = 12;
  static final int NAL_PAYLOAD_BYTES = 20;
  static final int NAL_PAYLOAD = 24;

  private X264Layout() {}
}
