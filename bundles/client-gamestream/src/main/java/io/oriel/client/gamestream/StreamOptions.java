package io.oriel.client.gamestream;

import java.util.function.Consumer;

/// What a client asks for, and how it is to behave.
///
/// @param colour what the stream's numbers shall mean
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
/// @param sound its layout and quality
public record StreamOptions(
    int widthPx,
    int heightPx,
    int fps,
    VideoCodec codec,
    StreamColour colour,
    int packetSize,
    int bitrateKbps,
    int slices,
    boolean encryptVideo,
    boolean encryptAudio,
    boolean encryptedRtsp,
    boolean referenceInvalidation,
    double lossPercent,
    long seed,
    boolean decode,
    SoundOptions sound) {

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
        StreamColour.USUAL,
        1392,
        20_000,
        4,
        true,
        true,
        true,
        false,
        0,
        0,
        true,
        SoundOptions.STEREO);
  }

  public StreamOptions codec(VideoCodec wanted) {
    return with(draft -> draft.codec = wanted);
  }

  public StreamOptions colour(StreamColour wanted) {
    return with(draft -> draft.colour = wanted);
  }

  public StreamOptions bitrate(int kbps) {
    return with(draft -> draft.bitrateKbps = kbps);
  }

  public StreamOptions packets(int bytes) {
    return with(draft -> draft.packetSize = bytes);
  }

  public StreamOptions encryption(boolean video, boolean audio, boolean rtsp) {
    return with(
        draft -> {
          draft.encryptVideo = video;
          draft.encryptAudio = audio;
          draft.encryptedRtsp = rtsp;
        });
  }

  public StreamOptions loss(double percent, long random) {
    return with(
        draft -> {
          draft.lossPercent = percent;
          draft.seed = random;
        });
  }

  public StreamOptions decoding(boolean wanted) {
    return with(draft -> draft.decode = wanted);
  }

  public StreamOptions sound(SoundOptions wanted) {
    return with(draft -> draft.sound = wanted);
  }

  /// Asks the host to go on without lost frames, instead of for a key frame.
  public StreamOptions invalidation(boolean wanted) {
    return with(draft -> draft.referenceInvalidation = wanted);
  }

  private StreamOptions with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /// The options with one or two of them about to change.
  private static final class Draft {
    final StreamOptions from;
    VideoCodec codec;
    StreamColour colour;
    int packetSize;
    int bitrateKbps;
    boolean encryptVideo;
    boolean encryptAudio;
    boolean encryptedRtsp;
    boolean referenceInvalidation;
    double lossPercent;
    long seed;
    boolean decode;
    SoundOptions sound;

    Draft(StreamOptions from) {
      this.from = from;
      codec = from.codec;
      colour = from.colour;
      packetSize = from.packetSize;
      bitrateKbps = from.bitrateKbps;
      encryptVideo = from.encryptVideo;
      encryptAudio = from.encryptAudio;
      encryptedRtsp = from.encryptedRtsp;
      referenceInvalidation = from.referenceInvalidation;
      lossPercent = from.lossPercent;
      seed = from.seed;
      decode = from.decode;
      sound = from.sound;
    }

    StreamOptions made() {
      return new StreamOptions(
          from.widthPx,
          from.heightPx,
          from.fps,
          codec,
          colour,
          packetSize,
          bitrateKbps,
          from.slices,
          encryptVideo,
          encryptAudio,
          encryptedRtsp,
          referenceInvalidation,
          lossPercent,
          seed,
          decode,
          sound);
    }
  }
}
