package io.oriel.media.webrtc.internal.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.media.webrtc.SdpException;
import io.oriel.media.webrtc.VideoKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SdpTest {
  /// Made by Chromium 156, which receives one video and one audio.
  static String chromium() throws IOException {
    try (InputStream in = VideoKind.class.getResourceAsStream("chromium-156-offer.sdp")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static String answer(String offer, VideoKind kind) throws Exception {
    SdpOffer read = SdpOffer.parse(offer);
    var four = new InetSocketAddress(InetAddress.getByName("192.0.2.7"), 47_993);
    var six = new InetSocketAddress(InetAddress.getByName("2001:db8::7"), 47_993);
    var answer = new SdpAnswer(1, "abcdefgh", "p".repeat(24), "AA:BB", -1, 5, List.of(four, six));
    return answer.text(read, Choice.of(read, kind));
  }

  @Test
  void an_offer_of_chromium_is_answered() throws Exception {
    String text = answer(chromium(), VideoKind.H264);

    assertThat(text)
        .contains("a=ice-lite\r\n", "a=group:BUNDLE 0 1\r\n", "a=setup:passive\r\n")
        .contains("m=video 9 UDP/TLS/RTP/SAVPF 116\r\n", "profile-level-id=4d001f\r\n")
        .contains("a=rtcp-fb:116 nack pli\r\n", "a=rtcp-fb:116 transport-cc\r\n")
        .contains("a=extmap:5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay\r\n")
        .contains("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n", "a=rtpmap:111 opus/48000/2\r\n")
        .contains("a=ssrc:4294967295 cname:oriel\r\n")
        .contains("a=candidate:1 1 udp 2130706431 192.0.2.7 47993 typ host\r\n")
        .contains(" 2001:db8:0:0:0:0:0:7 47993 typ host\r\n")
        .doesNotContain("null");
  }

  @Test
  void the_answers_group_keeps_the_order_of_the_offers_and_is_no_larger() throws Exception {
    String turned = chromium().replace("a=group:BUNDLE 0 1", "a=group:BUNDLE 1 7 0");
    assertThat(answer(turned, VideoKind.H264)).contains("a=group:BUNDLE 1 0\r\n");

    String alone = chromium().replace("a=group:BUNDLE 0 1\r\n", "");
    alone = alone.substring(0, alone.indexOf("m=audio"));
    assertThat(answer(alone, VideoKind.H264)).contains("m=video 9 ").doesNotContain("BUNDLE");
  }

  @Test
  void av1_is_taken_where_it_is_wanted() throws Exception {
    assertThat(answer(chromium(), VideoKind.AV1))
        .contains("m=video 9 UDP/TLS/RTP/SAVPF 45\r\n", "a=rtpmap:45 AV1/90000\r\n");
  }

  @Test
  void what_cannot_be_answered_is_refused_with_a_reason() throws Exception {
    String good = chromium();

    refused("", "v=0");
    refused("hello", "v=0");
    refused("v=0\r\n", "no media section");
    refused(good.replace("a=recvonly", "a=sendonly"), "video section that receives");
    refused(good.replace("packetization-mode=1", "packetization-mode=0"), "packetization-mode=1");
    refused(good.replace("a=rtcp-mux", "a=x"), "rtcp-mux");
    refused(good.replace("a=setup:actpass", "a=setup:passive"), "actpass");
    refused(good.replace("a=fingerprint:sha-256 ", "a=fingerprint:sha-256 ZZ"), "fingerprint");
    refused(good.replace("a=ice-ufrag:", "a=ice-ufrag:?"), "ice-ufrag");
    refused(good.replace("SAVPF", "AVP"), "SAVPF");
    refused(good.replace("BUNDLE 0 1", "BUNDLE 0"), "BUNDLE");
    refused("v=0\r\n" + "a=x\r\n".repeat(3000), "lines");
    refused("v=0\r\n" + "x".repeat(70_000), "characters");
  }

  private static void refused(String offer, String why) {
    assertThatThrownBy(() -> answer(offer, VideoKind.H264))
        .isInstanceOf(SdpException.class)
        .hasMessageContaining(why);
  }

  @Test
  void nonsense_is_refused_and_never_breaks_an_answer() throws Exception {
    String good = chromium();
    String[] lines = good.split("\r\n");
    var random = new Random(8866);
    for (int i = 0; i < 1000; i++) {
      var text = new StringBuilder();
      for (String line : lines) {
        switch (random.nextInt(60)) {
          case 0 -> {}
          case 1 -> text.append(line).append("\r\n").append(line).append("\r\n");
          case 2 -> text.append(line, 0, random.nextInt(line.length() + 1)).append("\r\n");
          case 3 -> {
            var changed = new StringBuilder(line);
            changed.setCharAt(random.nextInt(line.length()), (char) random.nextInt(0x250));
            text.append(changed).append("\r\n");
          }
          case 4 -> text.append(lines[random.nextInt(lines.length)]).append("\r\n");
          default -> text.append(line).append("\r\n");
        }
      }
      try {
        String answer = answer(text.toString(), VideoKind.H264);
        assertThat(answer.lines().allMatch(l -> l.length() > 1 && l.charAt(1) == '=')).isTrue();
      } catch (SdpException e) {
        assertThat(e).hasMessageContaining("offer");
      }
    }
  }
}
