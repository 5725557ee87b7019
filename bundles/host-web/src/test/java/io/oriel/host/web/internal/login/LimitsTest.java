package io.oriel.host.web.internal.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.web.Admission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private final AtomicLong now = new AtomicLong(-5);
  private final Optional<Admission> phone =
      Optional.of(Admission.of(new Client("a", "phone", Right.usual(), Instant.EPOCH)));

  @Test
  void challenges_are_the_hosts_own_young_and_used_once() {
    var challenges = new Challenges(now::get);
    String one = challenges.make();
    assertThat(challenges.valid(one)).isTrue();
    assertThat(new Challenges(now::get).valid(one)).as("of another host").isFalse();
    assertThat(challenges.valid("A".repeat(43))).isFalse();
    assertThat(challenges.valid("")).isFalse();
    assertThat(challenges.use(one)).isTrue();
    assertThat(challenges.use(one)).isFalse();

    now.addAndGet(Challenges.VALID.toNanos() + 1);

    assertThat(challenges.valid(one)).isFalse();
  }

  @Test
  void tickets_are_few_and_short_lived() {
    var tickets = new Tickets(now::get);
    String first = tickets.give("a", () -> phone).orElseThrow();
    for (int i = 1; i < Tickets.MOST_PER_CLIENT; i++) {
      assertThat(tickets.give("a", () -> phone)).isPresent();
    }
    assertThat(tickets.give("a", () -> phone)).isEmpty();
    assertThat(tickets.give("b", () -> phone)).isPresent();

    now.addAndGet(Tickets.VALID.toNanos() + 1);

    assertThat(tickets.take(first)).isEmpty();
    assertThat(tickets.give("a", () -> phone)).isPresent();
    assertThat(tickets.take("nonsense")).isEmpty();
    assertThat(tickets.take(null)).isEmpty();
  }

  @Test
  void the_link_that_ends_first_is_known() {
    var guests = new Guests(() -> Instant.EPOCH, () -> 1, _ -> {});
    assertThat(guests.nextEnd()).isEmpty();
    guests.invite("s", Duration.ofHours(2));
    var early = guests.invite("s", Duration.ofMinutes(5)).orElseThrow();
    assertThat(guests.nextEnd()).contains(Duration.ofMinutes(5));

    guests.withdraw(early.link().id());

    assertThat(guests.nextEnd()).contains(Duration.ofHours(2));
  }

  @Test
  void the_oldest_of_too_many_logins_ends() {
    List<String> ended = new ArrayList<>();
    var logins = new Logins(now::get, ended::add);
    String first = logins.open("a", () -> phone);
    for (int i = 1; i < Logins.MOST_PER_CLIENT; i++) {
      now.incrementAndGet();
      logins.open("a", () -> phone);
    }
    assertThat(logins.find(first)).isPresent(); // used: no longer the oldest

    now.incrementAndGet();
    String last = logins.open("a", () -> phone);

    assertThat(ended).hasSize(1);
    assertThat(logins.find(first)).isPresent();
    now.addAndGet(Logins.IDLE.toNanos() + 1);
    assertThat(logins.find(last)).isEmpty();
  }
}
