package io.oriel.host.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.trust.PairingAnswer;
import io.oriel.api.trust.PairingQueue.Pairing;
import io.oriel.api.trust.PairingRefusedException;
import io.oriel.api.trust.PairingRefusedException.Reason;
import io.oriel.api.trust.PairingRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PairingDeskTest {
  private static final PairingAnswer PIN = new PairingAnswer.Pin("0427", "tv");

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // wraps soon
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final PairingDesk desk = new PairingDesk(nanos::get, timer);

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void a_request_gets_the_pin_once() throws Exception {
    Pairing pairing = ask(1);

    assertThat(desk.pending()).containsExactly(pairing);
    assertThat(pairing.answer(PIN)).isTrue();
    assertThat(pairing.answer(new PairingAnswer.Denied())).isFalse();
    assertThat(answer(pairing)).isEqualTo(PIN);
    assertThat(desk.pending()).isEmpty();
  }

  @Test
  void one_request_per_address_until_its_handshake_is_over() throws Exception {
    Pairing pairing = ask(1);
    refused(1, Reason.IN_PROGRESS);
    pairing.answer(PIN);
    refused(1, Reason.IN_PROGRESS);

    pairing.finished(true);

    assertThatCode(() -> ask(1)).doesNotThrowAnyException();
  }

  @Test
  void eight_requests_in_all() throws Exception {
    for (int i = 1; i <= 8; i++) {
      ask(i);
    }
    refused(9, Reason.IN_PROGRESS);

    desk.pending().getFirst().answer(new PairingAnswer.Denied());

    assertThatCode(() -> ask(9)).doesNotThrowAnyException();
  }

  @Test
  void six_requests_a_minute_per_address() throws Exception {
    for (int i = 0; i < 6; i++) {
      ask(1).close();
    }
    refused(1, Reason.TOO_MANY);
    assertThatCode(() -> ask(2)).doesNotThrowAnyException();

    pass(Duration.ofSeconds(60));

    assertThatCode(() -> ask(1)).doesNotThrowAnyException();
  }

  @Test
  void three_failures_in_ten_minutes_refuse_the_address_for_a_growing_time() throws Exception {
    for (int i = 0; i < 3; i++) {
      fail(1);
      pass(Duration.ofSeconds(30));
    }
    refused(1, Reason.TOO_MANY);
    pass(Duration.ofSeconds(30)); // a minute after the third
    fail(1);
    pass(Duration.ofSeconds(61));
    refused(1, Reason.TOO_MANY); // two minutes now
    pass(Duration.ofSeconds(60));
    assertThatCode(() -> ask(1)).doesNotThrowAnyException();
  }

  @Test
  void old_failures_do_not_count() throws Exception {
    fail(1);
    fail(1);
    pass(Duration.ofMinutes(11));
    fail(1);

    assertThatCode(() -> ask(1)).doesNotThrowAnyException();
  }

  @Test
  void a_success_forgets_the_failures() throws Exception {
    fail(1);
    fail(1);
    Pairing good = ask(1);
    good.answer(PIN);
    good.finished(true);
    fail(1);

    assertThatCode(() -> ask(1)).doesNotThrowAnyException();
  }

  @Test
  void being_denied_counts_as_a_failure() throws Exception {
    for (int i = 0; i < 3; i++) {
      ask(1).answer(new PairingAnswer.Denied());
    }

    refused(1, Reason.TOO_MANY);
  }

  @Test
  void a_request_expires_after_two_minutes() throws Exception {
    Pairing pairing = ask(1);
    pass(Duration.ofSeconds(119));
    desk.expire();
    assertThat(desk.pending()).hasSize(1);

    pass(Duration.ofSeconds(1));
    desk.expire();

    assertThat(answer(pairing)).isInstanceOf(PairingAnswer.Expired.class);
    assertThat(desk.pending()).isEmpty();
    assertThat(pairing.answer(PIN)).isFalse();
  }

  @Test
  void a_handshake_that_never_ends_frees_its_address() throws Exception {
    ask(1).answer(PIN);
    pass(Duration.ofMinutes(2));

    assertThatCode(() -> ask(1)).doesNotThrowAnyException();
  }

  @Test
  void closing_withdraws() throws Exception {
    Pairing pairing = ask(1);

    pairing.close();

    assertThat(answer(pairing)).isInstanceOf(PairingAnswer.Withdrawn.class);
    assertThat(desk.pending()).isEmpty();
  }

  @Test
  void requests_are_numbered_and_listed_oldest_first() throws Exception {
    ask(1);
    ask(2);

    assertThat(desk.pending()).extracting(Pairing::id).containsExactly("1", "2");
  }

  @Test
  void a_pairing_outlived_by_its_address_cannot_free_the_next_one() throws Exception {
    Pairing first = ask(1);
    first.close();
    Pairing second = ask(1);

    first.close();

    assertThat(desk.pending()).containsExactly(second);
  }

  private Pairing ask(int address) throws PairingRefusedException {
    return desk.ask(request(address));
  }

  private void fail(int address) throws PairingRefusedException {
    Pairing pairing = ask(address);
    pairing.answer(PIN);
    pairing.finished(false);
  }

  private void refused(int address, Reason reason) {
    assertThatThrownBy(() -> ask(address))
        .isInstanceOfSatisfying(
            PairingRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static PairingAnswer answer(Pairing pairing) {
    return pairing.answered().toCompletableFuture().getNow(null);
  }

  private static PairingRequest request(int address) {
    try {
      return new PairingRequest(
          "gamestream",
          InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) address}),
          "00",
          "",
          Instant.EPOCH);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
