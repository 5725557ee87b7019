package io.oriel.client.gamestream;

/// What a client asks for, and how it is to behave.
///
/// @param packetSize bytes of NV header and payload, a multiple of 16; with video encryption the
///     client announces 32 less, as stock clients do
/// @param bitrateKbps the user's setting
/// @param slices slices per frame, 4 as Qt asks for with a software decoder
/// @param encryptVideo asks for encrypted video where the host supports it
/// @param encryptAudio asks for encrypted sound where the host supports it
/// @param encryptedRtsp false behaves as a client before encrypted RTSP
/// @param referenceInvalidation use invalidation instead of key frames where the host offers it
/// @param lossPercent share of video datagrams dropped on arrival, before anything looks at them,
///     0…100
/// @param seed seed of that choice
/// @param decode decode the frames; without it they are only assembled
public record StreamOptions(
    int widthPx,
    int heightPx,
    int fps,
    VideoCodec codec,
    int packetSize,
    int bitrateKbps,
    int slices,
    boolean encryptVideo,
    boolean encryptAudio,
    boolean encryptedRtsp,
    boolean referenceInvalidation,
    double lossPercent,
    long seed,
    boolean decode) {

  public StreamOptions {
    if (widthPx < 64 || heightPx < 64 || widthPx > 8192 || heightPx > 8192) {
      throw new IllegalArgumentException("size outside 64…8192: " + widthPx + "x" + heightPx);
    }
    if (fps < 1 || fps > 480) {
      throw new IllegalArgumentException("rate outside 1…480: " + fps);
    }
    if (lossPercent < 0 || lossPercent > 100) {
      throw new IllegalArgumentException("loss outside 0…100 %: " + lossPercent);
    }
    if (packetSize % 16 != 0 || packetSize < 64 || packetSize > 8976) {
      throw new IllegalArgumentException("packet size no multiple of 16 in 64…8976: " + packetSize);
    }
  }

  /// A stock client on a local network: H.264, 1392-byte packets, 20 Mbit/s, all encryption,
  /// decoding.
  public static StreamOptions of(int widthPx, int heightPx, int fps) {
    return new StreamOptions(
        widthPx,
        heightPx,
        fps,
        VideoCodec.H264,
        1392,
        20_000,
        4,
        true,
        true,
        true,
        false,
        0,
        0,
        true);
  }

  public StreamOptions codec(VideoCodec wanted) {
    return new StreamOptions(
        widthPx,
        heightPx,
        fps,
        wanted,
        packetSize,
        bitrateKbps,
        slices,
        encryptVideo,
        encryptAudio,
        encryptedRtsp,
        referenceInvalidation,
        lossPercent,
        seed,
        decode);
  }

  public StreamOptions bitrate(int kbps) {
    return new StreamOptions(
        widthPx,
        heightPx,
        fps,
        codec,
        packetSize,
        kbps,
        slices,
        encryptVideo,
        encryptAudio,
        encryptedRtsp,
        referenceInvalidation,
        lossPercent,
        seed,
        decode);
  }

  public StreamOptions packets(int bytes) {
    return new StreamOptions(
        widthPx,
        heightPx,
        fps,
        codec,
        bytes,
        bitrateKbps,
        slices,
        encryptVideo,
        encryptAudio,
        encryptedRtsp,
        referenceInvalidation,
        lossPercent,
        seed,
        decode);
  }

  public StreamOptions encryption(boolean video, boolean audio, boolean rtsp) {
    return new StreamOptions(
        widthPx,
        heightPx,
        fps,
        codec,
        packetSize,
        bitrateKbps,
        slices,
        video,
        audio,
        rtsp,
        referenceInvalidation,
        lossPercent,
        seed,
        decode);
  }

  public StreamOptions loss(double percent, long random) {
    return new StreamOptions(
        widthPx,
        heightPx,
        fps,
        codec,
        packetSize,
        bitrateKbps,
        slices,
        encryptVideo,
        encryptAudio,
        encryptedRtsp,
        referenceInvalidation,
        percent,
        random,
        decode);
  }

  public StreamOptions decoding(boolean wanted) {
    return new StreamOptions(
        widthPx,
        heightPx,
        fps,
        codec,
        packetSize,
        bitrateKbps,
        slices,
        encryptVideo,
        encryptAudio,
        encryptedRtsp,
        referenceInvalidation,
        lossPercent,
        seed,
        wanted);
  }

  /// Asks the host to go on without lost frames, instead of for a key frame.
  public StreamOptions invalidation(boolean wanted) {
    return new StreamOptions(
        widthPx,
        heightPx,
        fps,
        codec,
        packetSize,
        bitrateKbps,
        slices,
        encryptVideo,
        encryptAudio,
        encryptedRtsp,
        wanted,
        lossPercent,
        seed,
        decode);
  }
}
