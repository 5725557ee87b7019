package io.oriel.transport.gamestream.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientTurnsTest {
  private static final int TOO_MANY = 3;

  private final ClientTurns turns = new ClientTurns();
  private final CountDownLatch served = new CountDownLatch(ClientTurns.MOST);
  private final CountDownLatch refused = new CountDownLatch(TOO_MANY);

  @Test
  void only_a_few_requests_of_one_client_wait_and_others_are_not_concerned() throws Exception {
    try (var _ = turns.take("one")) {
      for (int i = 0; i < ClientTurns.MOST + TOO_MANY; i++) {
        Thread.startVirtualThread(this::takeTurn);
      }
      assertThat(refused.await(5, TimeUnit.SECONDS)).isTrue();
      turns.take("other").close();
      assertThat(served.getCount()).isEqualTo(ClientTurns.MOST);
    }

    assertThat(served.await(5, TimeUnit.SECONDS)).isTrue();
    turns.take("one").close();
  }

  private void takeTurn() {
    try (var _ = turns.take("one")) {
      served.countDown();
    } catch (BadRequestException _) {
      refused.countDown();
    }
  }
}
