package io.oriel.media.webrtc.internal.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StunTest {
  private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt"; // RFC 5769 §2

  /// RFC 5769 §2.1.
  private static final String REQUEST =
      """
      00010058 2112a442 b7e7a701 bc34d686 fa87dfae
      80220010 5354554e 20746573 7420636c 69656e74
      00240004 6e0001ff
      80290008 932ff9b1 51263b36
      00060009 6576746a 3a683676 59202020
      00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
      80280004 e57a3bcf
      """;

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  private static StunRequest parse(byte[] bytes) {
    return StunRequest.parse(bytes, 0, bytes.length);
  }

  @Test
  void the_sample_request_of_rfc_5769_is_read_and_verified() {
    StunRequest request = parse(hex(REQUEST));

    assertThat(request.username()).isEqualTo("evtj:h6vY");
    assertThat(request.localFragment()).isEqualTo("evtj");
    assertThat(request.controlled()).isTrue();
    assertThat(request.useCandidate()).isFalse();
    assertThat(request.verify(new StunKey(PASSWORD))).isTrue();
    assertThat(request.verify(new StunKey("another"))).isFalse();
  }

  @Test
  void answers_carry_the_addresses_of_rfc_5769() throws Exception {
    StunRequest request = parse(hex(REQUEST));
    var four = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 32853);
    var six =
        new InetSocketAddress(InetAddress.getByName("2001:db8:1234:5678:11:2233:4455:6677"), 32853);
    var key = new StunKey(PASSWORD);

    assertThat(HexFormat.of().formatHex(StunResponse.success(request, four, key)))
        .startsWith("0101002c2112a442b7e7a701bc34d686fa87dfae")
        .contains("002000080001a147e112a643");
    assertThat(HexFormat.of().formatHex(StunResponse.success(request, six, key)))
        .contains("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
  }

  @Test
  void a_changed_byte_is_noticed() {
    byte[] good = hex(REQUEST);
    var key = new StunKey(PASSWORD);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;

      StunRequest request = parse(bad);

      assertThat(request == null || !request.verify(key)).as("byte %d", i).isTrue();
    }
  }

  @Test
  void errors_name_their_codes() {
    StunRequest request = parse(hex(REQUEST));
    var key = new StunKey(PASSWORD);

    assertThat(HexFormat.of().formatHex(StunResponse.roleConflict(request, key)))
        .startsWith("0111")
        .contains("00000457");
    assertThat(HexFormat.of().formatHex(StunResponse.unknownAttribute(request, key)))
        .contains("00000414");
  }

  @Test
  void garbage_is_refused_without_harm() {
    byte[] good = hex(REQUEST);
    var random = new Random(5769);
    var key = new StunKey(PASSWORD);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = good.clone();
      int changes = 1 + random.nextInt(4);
      for (int n = 0; n < changes; n++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;

      StunRequest request = StunRequest.parse(bytes, 0, length);

      if (request != null && request.verify(key)) {
        StunResponse.unknownAttribute(request, key);
      }
    }
  }
}
