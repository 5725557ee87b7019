package io.oriel.media.webrtc.internal.sdp;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The host's side of a conversation.
///
/// @param id of the SDP session, above 0
/// @param fragment user name fragment of ICE
/// @param password of ICE
/// @param fingerprint of the host's certificate by SHA-256: upper-case hex with colons
/// @param videoSource SSRC of the picture
/// @param audioSource SSRC of the sound
/// @param candidates where the host can be reached, best first
public record SdpAnswer(
    long id,
    String fragment,
    String password,
    String fingerprint,
    int videoSource,
    int audioSource,
    List<InetSocketAddress> candidates) {
  /// Canonical name of both sources (RFC 3550 §6.5.1), so that they play in time.
  public static final String CNAME = "oriel";

  private static final List<String> VIDEO_FEEDBACK =
      List.of("nack", "nack pli", "ccm fir", "transport-cc");

  public SdpAnswer {
    candidates = List.copyOf(candidates);
  }

  /// The answer's text (RFC 8829 §5.3): what is not chosen is refused by port 0.
  public String text(SdpOffer offer, Choice choice) {
    var out = new StringBuilder();
    line(out, "v=0");
    line(out, "o=- " + id + " 2 IN IP4 127.0.0.1");
    line(out, "s=-");
    line(out, "t=0 0");
    line(out, "a=ice-lite");
    List<String> bundled = bundled(offer, choice);
    if (!bundled.isEmpty()) {
      line(out, "a=group:BUNDLE " + String.join(" ", bundled));
    }
    line(out, "a=msid-semantic: WMS *");
    boolean first = true;
    for (OfferedSection s : offer.sections()) {
      boolean video = s == choice.video();
      boolean audio = choice.audio().isPresent() && s == choice.audio().orElseThrow();
      if (!video && !audio) {
        refused(out, s);
        continue;
      }
      section(out, s, video ? choice.videoFormat() : choice.audioFormat().orElseThrow());
      if (video) {
        video(out, choice);
      } else {
        audio(out, choice.audioFormat().orElseThrow());
      }
      if (first) {
        candidates(out);
        first = false;
      }
    }
    return out.toString();
  }

  /// What of the offer's group is taken, in its order: its first section carries all others, and
  /// nothing may be in the answer's group that is not in the offer's (RFC 9143 §7.3).
  private static List<String> bundled(SdpOffer offer, Choice choice) {
    List<String> taken = new ArrayList<>();
    taken.add(choice.video().mid());
    choice.audio().ifPresent(a -> taken.add(a.mid()));
    return offer.bundle().stream().filter(taken::contains).distinct().toList();
  }

  private static void line(StringBuilder out, String line) {
    out.append(line).append("\r\n");
  }

  private static void refused(StringBuilder out, OfferedSection s) {
    line(out, "m=" + s.kind() + " 0 " + s.protocol() + " " + String.join(" ", s.types()));
    line(out, "c=IN IP4 0.0.0.0");
    line(out, "a=mid:" + s.mid());
    line(out, "a=inactive");
  }

  private void section(StringBuilder out, OfferedSection s, OfferedFormat f) {
    line(out, "m=" + s.kind() + " 9 " + s.protocol() + " " + f.type());
    line(out, "c=IN IP4 0.0.0.0");
    line(out, "a=rtcp:9 IN IP4 0.0.0.0");
    line(out, "a=ice-ufrag:" + fragment);
    line(out, "a=ice-pwd:" + password);
    line(out, "a=fingerprint:sha-256 " + fingerprint);
    line(out, "a=setup:passive");
    line(out, "a=mid:" + s.mid());
    line(out, "a=sendonly");
    line(out, "a=rtcp-mux");
    // a stream for each: in one, browsers would hold the picture back until the sound is due
    line(out, "a=msid:" + CNAME + "-" + s.kind() + " " + s.kind());
  }

  private void video(StringBuilder out, Choice choice) {
    OfferedFormat f = choice.videoFormat();
    if (choice.transportNumber() > 0) {
      line(out, "a=extmap:" + choice.transportNumber() + " " + Choice.TRANSPORT_NUMBER);
    }
    if (choice.playoutDelay() > 0) {
      line(out, "a=extmap:" + choice.playoutDelay() + " " + Choice.PLAYOUT_DELAY);
    }
    line(out, "a=rtpmap:" + f.type() + " " + f.encoding() + "/90000");
    for (String feedback : VIDEO_FEEDBACK) {
      boolean usable = !feedback.equals("transport-cc") || choice.transportNumber() > 0;
      if (usable && f.feedback().contains(feedback)) {
        line(out, "a=rtcp-fb:" + f.type() + " " + feedback);
      }
    }
    parameters(out, f);
    line(out, "a=ssrc:" + Integer.toUnsignedString(videoSource) + " cname:" + CNAME);
  }

  private void audio(StringBuilder out, OfferedFormat f) {
    line(out, "a=rtpmap:" + f.type() + " opus/48000/2");
    line(out, "a=fmtp:" + f.type() + " minptime=10;useinbandfec=1;sprop-stereo=1");
    line(out, "a=ptime:10");
    line(out, "a=ssrc:" + Integer.toUnsignedString(audioSource) + " cname:" + CNAME);
  }

  private static void parameters(StringBuilder out, OfferedFormat f) {
    String safe =
        f.parameters()
            .chars()
            .filter(c -> c >= ' ' && c < 127)
            .mapToObj(c -> String.valueOf((char) c))
            .collect(Collectors.joining());
    if (!safe.isEmpty()) {
      line(out, "a=fmtp:" + f.type() + " " + safe);
    }
  }

  /// RFC 8839 §5.1: all of type host, the first is preferred.
  private void candidates(StringBuilder out) {
    int preference = 65_535;
    int foundation = 1;
    for (InetSocketAddress c : candidates) {
      long priority = (126L << 24) + ((long) preference-- << 8) + 255; // RFC 8445 §5.1.2.1
      String address = c.getAddress().getHostAddress().split("%", 2)[0];
      line(
          out,
          "a=candidate:%d 1 udp %d %s %d typ host"
              .formatted(foundation++, priority, address, c.getPort()));
    }
    line(out, "a=end-of-candidates");
  }
}
