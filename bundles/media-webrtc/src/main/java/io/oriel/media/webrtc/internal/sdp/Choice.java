package io.oriel.media.webrtc.internal.sdp;

import io.oriel.media.webrtc.SdpException;
import io.oriel.media.webrtc.VideoKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What of an offer is taken.
///
/// @param video the section for the picture
/// @param videoFormat its format
/// @param audio the section for sound, if there is one that fits
/// @param audioFormat its format
/// @param playoutDelay id of the header extension; 0: not offered
/// @param transportNumber id of the header extension for feedback; 0: not offered
public record Choice(
    OfferedSection video,
    OfferedFormat videoFormat,
    Optional<OfferedSection> audio,
    Optional<OfferedFormat> audioFormat,
    int playoutDelay,
    int transportNumber) {
  static final String PLAYOUT_DELAY = "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";
  static final String TRANSPORT_NUMBER =
      "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

  private static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";
  private static final int ONE_BYTE_IDS = 14; // RFC 8285 §4.2

  /// A higher profile decodes the lower ones: High, Main, constrained baseline, baseline.
  private static final List<String> PROFILES = List.of("64", "4d", "42e0", "42");

  /// @throws SdpException nothing of it can be sent
  public static Choice of(SdpOffer offer, VideoKind kind) throws SdpException {
    OfferedSection video =
        offer
            .receiving("video")
            .orElseThrow(() -> new SdpException("the offer has no video section that receives"));
    check(video, offer, null);
    OfferedFormat format =
        switch (kind) {
          case H264 -> h264(video);
          case AV1 -> av1(video);
        };
    Optional<OfferedSection> audio = offer.receiving("audio");
    Optional<OfferedFormat> opus = audio.flatMap(s -> named(s, "opus").findFirst());
    if (opus.isEmpty()) {
      audio = Optional.empty();
    } else {
      check(audio.orElseThrow(), offer, video);
    }
    return new Choice(
        video, format, audio, opus, id(video, PLAYOUT_DELAY), id(video, TRANSPORT_NUMBER));
  }

  private static void check(OfferedSection s, SdpOffer offer, OfferedSection bundled)
      throws SdpException {
    if (!s.protocol().equals(PROTOCOL)) {
      throw new SdpException("the offer's " + s.kind() + " does not go over " + PROTOCOL);
    }
    if (!s.muxes()) {
      throw new SdpException("the offer's " + s.kind() + " has no a=rtcp-mux");
    }
    if (s.transport().setup().equals("passive")) {
      throw new SdpException("the offer wants the host to begin DTLS; offer a=setup:actpass");
    }
    if (bundled != null
        && (!offer.bundle().contains(s.mid()) || !offer.bundle().contains(bundled.mid()))) {
      throw new SdpException("the offer's audio and video are not in one BUNDLE group");
    }
  }

  private static OfferedFormat h264(OfferedSection video) throws SdpException {
    List<OfferedFormat> all =
        named(video, "H264")
            .filter(f -> f.parameter("packetization-mode").orElse("0").equals("1"))
            .toList();
    for (String profile : PROFILES) {
      for (OfferedFormat f : all) {
        if (f.parameter("profile-level-id").orElse("42001f").startsWith(profile)) {
          return f;
        }
      }
    }
    throw new SdpException("the offer has no H264 with packetization-mode=1");
  }

  private static OfferedFormat av1(OfferedSection video) throws SdpException {
    return named(video, "AV1")
        .filter(f -> f.parameter("profile").orElse("0").equals("0"))
        .findFirst()
        .orElseThrow(() -> new SdpException("the offer has no AV1 of profile 0"));
  }

  private static Stream<OfferedFormat> named(OfferedSection s, String encoding) {
    return s.formats().stream().filter(f -> f.encoding().equalsIgnoreCase(encoding));
  }

  private static int id(OfferedSection video, String uri) {
    int id = video.extensions().getOrDefault(uri, 0);
    return id <= ONE_BYTE_IDS ? id : 0;
  }
}
