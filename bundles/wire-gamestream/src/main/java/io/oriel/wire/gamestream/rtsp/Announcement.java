package io.oriel.wire.gamestream.rtsp;

/// What a client settled on: the body of ANNOUNCE (GameStream protocol notes §2.5), checked.
///
/// @param encryption sum of [Description#CONTROL] and its siblings, audio as either of the two ways
///     to ask for it; without control, its messages are sealed the old way
/// @param widthPx 64 … 8192, even
/// @param milliHz frames per 1000 s
/// @param packetSize NV header and payload of a video packet: a multiple of 16
/// @param kbps what the user set, or what the client derived from it
/// @param kbpsIsTotal `kbps` covers FEC, audio and overhead too
/// @param slices per frame
/// @param references 0: the codec's maximum
/// @param colorSpace 0 Rec.601, 1 Rec.709, 2 Rec.2020
/// @param codec 0 H.264, 1 HEVC, 2 AV1
/// @param minParity least parity packets per FEC block
/// @param audioMillis length of an audio packet, 5 or 10
/// @param fecStatus the client reports how FEC blocks arrive
/// @param pingPayload the client sends ping payload and connect data
public record Announcement(
    int encryption,
    int widthPx,
    int heightPx,
    int milliHz,
    int packetSize,
    int kbps,
    boolean kbpsIsTotal,
    int slices,
    int references,
    int colorSpace,
    boolean fullRange,
    boolean tenBit,
    boolean yuv444,
    boolean intraRefresh,
    int codec,
    int minParity,
    boolean markVideo,
    boolean markAudio,
    int audioMillis,
    int audioChannels,
    boolean audioHighQuality,
    boolean fecStatus,
    boolean pingPayload) {
  private static final int MAX_PACKET_SIZE = 1456;
  private static final int AUDIO_ENCRYPTED = 0x20;

  /// Reads the body.
  ///
  /// @throws RtspException with 400: something required is missing or impossible; with 403: the
  ///     control stream would not be sealed at all
  public static Announcement parse(String body) throws RtspException {
    var a = new Attributes(body);
    int encryption = a.optional("x-ss-general.encryptionEnabled", 0, 7, 0);
    boolean audio =
        (a.optional("x-nv-general.featureFlags", 0, Integer.MAX_VALUE, 135) & AUDIO_ENCRYPTED) != 0;
    encryption |= audio ? Description.AUDIO : 0;
    int width = even("width", a.required("x-nv-video[0].clientViewportWd", 64, 8192));
    int height = even("height", a.required("x-nv-video[0].clientViewportHt", 64, 8192));
    int fps = a.required("x-nv-video[0].maxFPS", 1, 480);
    int packetSize = a.required("x-nv-video[0].packetSize", 64, MAX_PACKET_SIZE);
    if (packetSize % 16 != 0) {
      throw new RtspException(400, "packetSize " + packetSize + " is not a multiple of 16");
    }
    int derived = a.required("x-nv-vqos[0].bw.maximumBitrateKbps", 1, 10_000_000);
    int configured = a.optional("x-ml-video.configuredBitrateKbps", 0, 10_000_000, 0);
    int csc = a.optional("x-nv-video[0].encoderCscMode", 0, 5, 0);
    if (a.optional("x-nv-general.useReliableUdp", 0, Integer.MAX_VALUE, 1) != 13) {
      throw new RtspException(403, "the client does not seal control messages; update it");
    }
    int millis = a.optional("x-nv-aqos.packetDuration", 5, 10, 5);
    int channels = a.required("x-nv-audio.surround.numChannels", 2, 8);
    if (millis != 5 && millis != 10 || channels != 2 && channels != 6 && channels != 8) {
      throw new RtspException(400, "audio of " + channels + " channels, " + millis + " ms");
    }
    int features = a.optional("x-ml-general.featureFlags", 0, Integer.MAX_VALUE, 0);
    return new Announcement(
        encryption,
        width,
        height,
        milliHz(fps, a.optional("x-nv-video[0].clientRefreshRateX100", 0, 1_000_000, 0)),
        packetSize,
        configured > 0 ? configured : derived,
        configured > 0,
        Math.clamp(a.optional("x-nv-video[0].videoEncoderSlicesPerFrame", 0, 255, 1), 1, 32),
        a.optional("x-nv-video[0].maxNumReferenceFrames", 0, 16, 1),
        csc >> 1,
        (csc & 1) != 0,
        a.optional("x-nv-video[0].dynamicRangeMode", 0, 1, 0) == 1,
        a.optional("x-ss-video[0].chromaSamplingType", 0, 1, 0) == 1,
        a.optional("x-ss-video[0].intraRefresh", 0, 1, 0) == 1,
        a.optional("x-nv-vqos[0].bitStreamFormat", 0, 2, 0),
        a.optional("x-nv-vqos[0].fec.minRequiredFecPackets", 0, 64, 0),
        a.optional("x-nv-vqos[0].qosTrafficType", 0, 255, 5) != 0,
        a.optional("x-nv-aqos.qosTrafficType", 0, 255, 4) != 0,
        millis,
        channels,
        a.optional("x-nv-audio.surround.AudioQuality", 0, 1, 0) == 1,
        (features & 1) != 0,
        (features & 2) != 0);
  }

  private static int even(String what, int value) throws RtspException {
    if (value % 2 != 0) {
      throw new RtspException(400, what + " " + value + " is odd");
    }
    return value;
  }

  /// The exact rate if it is within 1 % of the frame rate; some clients send their display's.
  private static int milliHz(int fps, int refreshX100) {
    boolean exact = Math.abs(refreshX100 - 100 * fps) <= fps;
    return exact ? 10 * refreshX100 : 1000 * fps;
  }
}
