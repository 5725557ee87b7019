package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.session.SessionException;
import io.oriel.api.trust.Right;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Sessions that are ended while they are made.
class EarlyEndTest {
  private static final int ROUNDS = 20; // whether it ends before or after it asks is chance

  @Test
  void a_session_whose_client_loses_its_right_meanwhile_never_begins() throws Exception {
    var host = new SyntheticHost();
    var client = host.trust.pair("laptop", Right.usual());
    for (int i = 0; i < ROUNDS; i++) {
      host.trust.allow(client.id(), Right.usual());
      var looks = new AtomicInteger();
      host.trust.looked =
          () -> {
            if (looks.incrementAndGet() == 2) { // the first look admitted it
              host.trust.allow(client.id(), Set.of(Right.AUDIO));
            }
          };

      assertThatThrownBy(() -> host.prepared(client)).isInstanceOf(SessionException.class);
      assertThat(looks).hasValueGreaterThan(1);
    }
    assertThat(host.orchestrator.sessions()).isEmpty();
    host.close();
  }
}
