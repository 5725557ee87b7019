package io.oriel.client.gamestream.internal.rtsp;

import io.oriel.client.gamestream.StreamOptions;

/// Body of ANNOUNCE, in the order and with the trailing blanks of a stock client
/// (GameStream protocol notes §2.5).
final class Announcement {
  private static final int FEATURES = 3;
  private final StringBuilder text = new StringBuilder();

  private Announcement() {}

  static String of(
      StreamOptions options, int encryption, int packetSize, int videoPort, boolean invalidation) {
    var made = new Announcement();
    made.text.append("v=0\r\no=android 0 14 IN IPv4 127.0.0.1\r\ns=NVIDIA Streaming Client\r\n");
    made.general(options, encryption, packetSize);
    made.rates(options);
    made.tail(options, encryption, invalidation);
    made.text.append("t=0 0\r\nm=video ").append(videoPort).append("  \r\n");
    return made.text.toString();
  }

  private void general(StreamOptions options, int encryption, int packetSize) {
    line("x-ml-general.featureFlags", FEATURES);
    line("x-ss-general.encryptionEnabled", encryption);
    line("x-ss-video[0].chromaSamplingType", options.codec().yuv444() ? 1 : 0);
    line("x-nv-video[0].clientViewportWd", options.widthPx());
    line("x-nv-video[0].clientViewportHt", options.heightPx());
    line("x-nv-video[0].maxFPS", options.fps());
    line("x-nv-video[0].packetSize", packetSize);
    line("x-nv-video[0].rateControlMode", 4);
    line("x-nv-video[0].timeoutLengthMs", 7000);
    line("x-nv-video[0].framesWithInvalidRefThreshold", 0);
  }

  private void rates(StreamOptions options) {
    int most = Math.min(options.bitrateKbps() * 8 / 10, 100_000);
    line("x-nv-video[0].initialBitrateKbps", most);
    line("x-nv-video[0].initialPeakBitrateKbps", most);
    line("x-nv-vqos[0].bw.minimumBitrateKbps", most);
    line("x-nv-vqos[0].bw.maximumBitrateKbps", most);
    line("x-ml-video.configuredBitrateKbps", options.bitrateKbps());
    line("x-nv-vqos[0].fec.enable", 1);
    line("x-nv-vqos[0].videoQualityScoreUpdateTime", 5000);
    line("x-nv-vqos[0].qosTrafficType", 5);
    line("x-nv-aqos.qosTrafficType", 4);
  }

  private void tail(StreamOptions options, int encryption, boolean invalidation) {
    line("x-nv-general.featureFlags", (encryption & 4) != 0 ? 167 : 135);
    line("x-nv-general.useReliableUdp", 13);
    line("x-nv-vqos[0].fec.minRequiredFecPackets", 2);
    line("x-nv-vqos[0].bllFec.enable", 0);
    line("x-nv-vqos[0].drc.enable", 0);
    line("x-nv-general.enableRecoveryMode", 0);
    line("x-nv-video[0].videoEncoderSlicesPerFrame", options.slices());
    line("x-nv-clientSupportHevc", options.codec().wire() == 1 ? 1 : 0);
    line("x-nv-vqos[0].bitStreamFormat", options.codec().wire());
    line("x-nv-video[0].dynamicRangeMode", options.codec().bitDepth() == 10 ? 1 : 0);
    line("x-nv-video[0].maxNumReferenceFrames", invalidation ? 0 : 1);
    line("x-nv-video[0].clientRefreshRateX100", 0);
    var sound = options.sound();
    boolean surround = sound.channels() > 2;
    line("x-nv-audio.surround.numChannels", sound.channels());
    line("x-nv-audio.surround.channelMask", sound.channelMask());
    line("x-nv-audio.surround.enable", surround ? 1 : 0);
    line("x-nv-audio.surround.AudioQuality", surround && sound.high(options.bitrateKbps()) ? 1 : 0);
    line("x-nv-aqos.packetDuration", sound.millis(options.bitrateKbps()));
    line("x-nv-video[0].encoderCscMode", options.colour().cscMode());
  }

  private void line(String name, int value) {
    text.append("a=").append(name).append(':').append(value).append(" \r\n");
  }
}
