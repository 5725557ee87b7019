package io.oriel.media.webrtc.internal.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpTest {
  private static final String NACK = "81cd0003 00000001 0000000a 00640005"; // 100, 101, 103
  private static final String PLI = "81ce0002 00000001 0000000a";
  private static final String FIR = "84ce0004 00000001 00000000 0000000a 07000000";
  private static final String REMB = "8fce0005 00000001 00000000 52454d42 010a0001 0000000a";
  private static final String RR =
      "81c90007 00000001 0000000a 20000003 00010002 00000004 abcd1234 00010000";

  /// 8 packets from 10 on at 128 ms: a run of 3 that came, then 7 symbols: 2, 0, 1, 0, 1.
  private static final String TWCC =
      "8fcd0007 00000001 0000000a 000a0008 00000201 2003 e110 0401 02fffc08 0c00";

  private final List<String> heard = new ArrayList<>();
  private final RtcpListener listener =
      new RtcpListener() {
        @Override
        public void missing(int ssrc, int number) {
          heard.add("missing " + ssrc + " " + number);
        }

        @Override
        public void keyFrameWanted(int ssrc) {
          heard.add("key " + ssrc);
        }

        @Override
        public void report(int ssrc, int fractionLost, int lastReport, int delay) {
          heard.add("report " + ssrc + " " + fractionLost + " " + lastReport + " " + delay);
        }

        @Override
        public void feedback() {
          heard.add("begin");
        }

        @Override
        public void packet(int number, long arrivalMicros) {
          heard.add(number + "@" + arrivalMicros);
        }

        @Override
        public void feedbackEnd() {
          heard.add("end");
        }
      };

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private boolean read(String text) {
    byte[] bytes = hex(text);
    return RtcpReader.read(bytes, 0, bytes.length, listener);
  }

  @Test
  void a_compound_packet_is_read_in_order_and_unknown_parts_are_skipped() {
    assertThat(read(RR + NACK + REMB + PLI + FIR)).isTrue();
    assertThat(heard)
        .containsExactly(
            "report 10 32 " + 0xabcd1234 + " 65536",
            "missing 10 100",
            "missing 10 101",
            "missing 10 103",
            "key 10",
            "key 10");
  }

  @Test
  void transport_wide_feedback_tells_when_packets_came() {
    assertThat(read(TWCC)).isTrue();
    assertThat(heard)
        .containsExactly(
            "begin",
            "10@129000", // 4 ticks of 250 µs after 128 ms
            "11@129250",
            "12@129750",
            "13@128750", // a large delta of -4 ticks
            "14@-1",
            "15@130750",
            "16@-1",
            "17@133750",
            "end");
  }

  @Test
  void cut_packets_are_refused() {
    for (String whole : List.of(RR, NACK, PLI, FIR, TWCC)) {
      byte[] bytes = hex(whole);
      for (int n = 1; n < bytes.length; n++) {
        assertThat(RtcpReader.read(bytes, 0, n, listener)).as(whole + " " + n).isFalse();
      }
    }
  }

  @Test
  void sender_reports_tie_stamps_to_the_clock() {
    byte[] packet = new byte[SenderReport.LONGEST];

    int length = SenderReport.write(packet, 10, 1_500_000_000L, 90_000, 3, 4000);

    assertThat(HexFormat.of().formatHex(packet, 0, length))
        .isEqualTo(
            "80c800060000000a83aa7e818000000000015f900000000300000fa0"
                + "81ca00030000000a01056f7269656c00");
    assertThat(length % 4).isZero();
  }

  @Test
  void garbage_does_no_harm() {
    var random = new Random(3550);
    byte[] good = hex(RR + NACK + TWCC + PLI);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = good.clone();
      for (int n = random.nextInt(6); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      heard.clear();
      RtcpReader.read(bytes, 0, random.nextInt(bytes.length + 1), listener);
    }
  }
}
