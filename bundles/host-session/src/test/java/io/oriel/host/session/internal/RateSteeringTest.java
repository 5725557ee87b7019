package io.oriel.host.session.internal;

import static io.oriel.host.session.internal.SyntheticHost.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.session.LinkReport;
import io.oriel.api.session.Session;
import io.oriel.api.trust.Right;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Over simulated paths that lose a fifth of all packets.
class RateSteeringTest {
  private static final long SECOND = 1_000_000_000;
  private static final int SENT = 1_000;
  private static final int LOST = 200;

  private final SyntheticHost host = new SyntheticHost();
  private final SeenLink link = new SeenLink();
  private Session session;

  @BeforeEach
  void start() throws Exception {
    session = host.live(host.trust.pair("client", Right.usual()), link);
    await("the link's sink", () -> link.sink != null);
    assertThat(kbits()).isEqualTo(1_000);
  }

  @AfterEach
  void stop() throws Exception {
    host.close();
  }

  private long kbits() {
    return session.figures().counters().get("rate.kbits");
  }

  private void seconds(int count, boolean controlled) {
    for (int i = 0; i < count; i++) {
      link.sink.report(new LinkReport(SECOND, SENT, LOST, 20_000_000, controlled));
    }
  }

  @Test
  void losses_lower_the_rate_of_a_link_that_leaves_it_to_the_session() throws Exception {
    seconds(4, false);

    await("a lower rate", () -> kbits() < 1_000);
  }

  @Test
  void a_link_with_a_control_of_its_own_gets_what_it_asks_for_whatever_is_lost() throws Exception {
    seconds(30, true);
    link.sink.rateWanted(800_000);
    await("what was asked for", () -> kbits() == 800);
    seconds(30, true);
    link.sink.rateWanted(2_000_000);
    await("more, as far as it goes", () -> kbits() == 2_000);

    assertThat(session.figures().counters()).containsEntry("link.packets.lost", (long) LOST);
  }
}
