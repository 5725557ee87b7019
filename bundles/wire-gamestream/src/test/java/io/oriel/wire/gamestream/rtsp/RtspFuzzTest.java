package io.oriel.wire.gamestream.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.testkit.FuzzBudget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RtspFuzzTest {
  private int complete;

  @Test
  void damaged_messages_end_in_a_status() {
    String body = RtspVectorsTest.announce();
    String head = "ANNOUNCE streamid=control/13/0 RTSP/1.0\r\nCSeq: 6\r\nContent-length: ";
    byte[] good = (head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);

    FuzzBudget.run(
        random -> {
          int length = random.nextInt(3) == 0 ? random.nextInt(40_000) : good.length;
          byte[] b = Arrays.copyOf(good, length);
          if (random.nextInt(4) > 0) {
            FuzzBudget.damage(random, b, 0, b.length);
          }
          try {
            var reader = new RtspReader();
            if (reader.offer(b, 0, b.length) && !reader.sealed()) {
              Announcement.parse(RtspMessage.parse(reader.message()).body());
              complete++;
            }
          } catch (RtspException e) {
            assertThat(e.status()).isIn(400, 403);
          }
        });

    assertThat(complete).isPositive();
  }
}
