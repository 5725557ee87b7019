package io.oriel.transport.gamestream.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.display.DisplayRequest;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.Session;
import io.oriel.api.trust.Client;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LaunchesTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Launches launches = new Launches(nanos::get);
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();
  private byte keys;

  @Test
  void a_launch_is_found_by_address_and_connect_id_once_its_session_is_ready() throws Exception {
    LaunchRecord record = launches.open(terms(true));
    assertThat(launches.candidates(record.remote())).isEmpty();

    launches.ready(record, session());

    assertThat(launches.candidates(record.remote())).containsExactly(record);
    assertThat(launches.byConnectId(record.connectId())).contains(record);
    assertThat(record.pingPayload()).matches("[0-9A-F]{16}");
    assertThat(record.connectId()).isNotZero();
  }

  @Test
  void it_is_used_up_by_one_control_connection() throws Exception {
    LaunchRecord record = ready();

    assertThat(launches.played(record)).isTrue();
    assertThat(launches.consume(record)).isTrue();
    assertThat(launches.consume(record)).isFalse();
    assertThat(launches.byConnectId(record.connectId())).isEmpty();
  }

  @Test
  void it_expires_with_its_session_after_thirty_seconds() throws Exception {
    LaunchRecord record = ready();
    pass(29);
    assertThat(record.pending()).isTrue();

    pass(1);

    assertThat(ended).isCompletedWithValue(EndReason.NOT_STARTED);
    assertThat(launches.consume(record)).isFalse();
  }

  @Test
  void play_leaves_fifteen_seconds_for_the_control_connection() throws Exception {
    LaunchRecord record = ready();
    pass(29);
    launches.played(record);
    pass(14);
    assertThat(record.pending()).isTrue();

    pass(1);

    assertThat(ended).isCompletedWithValue(EndReason.NOT_STARTED);
  }

  @Test
  void a_key_is_never_used_twice() throws Exception {
    LaunchTerms terms = terms(true);
    launches.abandon(launches.open(terms));

    assertThatThrownBy(() -> launches.open(terms))
        .isInstanceOfSatisfying(
            LaunchRefusedException.class, e -> assertThat(e.statusCode()).isEqualTo(400));
  }

  @Test
  void one_plain_launch_per_address() throws Exception {
    LaunchRecord first = launches.open(terms(false));
    assertThatThrownBy(() -> launches.open(terms(false)))
        .isInstanceOfSatisfying(
            LaunchRefusedException.class, e -> assertThat(e.statusCode()).isEqualTo(503));
    launches.open(terms(true));

    launches.ready(first, session());
    launches.consume(first);

    assertThat(launches.open(terms(false))).isNotNull();
  }

  @Test
  void revoking_ends_also_what_is_being_prepared() throws Exception {
    LaunchRecord record = launches.open(terms(true));
    launches.revoke("id", EndReason.REVOKED);

    launches.ready(record, session());

    assertThat(ended).isCompletedWithValue(EndReason.REVOKED);
    assertThat(record.pending()).isFalse();
  }

  @Test
  void a_session_that_ends_takes_its_launch_along() throws Exception {
    LaunchRecord record = ready();

    ended.complete(EndReason.OPERATOR);

    assertThat(launches.candidates(record.remote())).isEmpty();
    assertThat(record.state()).isEqualTo(LaunchRecord.State.ENDED);
  }

  private LaunchRecord ready() throws Exception {
    LaunchRecord record = launches.open(terms(true));
    launches.ready(record, session());
    return record;
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    launches.expire();
  }

  private LaunchTerms terms(boolean encrypted) {
    keys++;
    byte[] key = new byte[16];
    key[0] = keys;
    return new LaunchTerms(
        new Client("id", "tv", Set.of(), Instant.EPOCH),
        key,
        1,
        encrypted,
        InetAddress.getLoopbackAddress(),
        DisplayRequest.of("tv", 1280, 720, 60_000),
        LaunchAudio.of(LaunchAudio.STEREO, false),
        false,
        false);
  }

  private Session session() {
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "ended" -> ended;
                  case "end" -> {
                    ended.complete((EndReason) arguments[0]);
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
