package io.oriel.host.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTrustStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T01:00:00Z");
  private static final byte[] CERTIFICATE = "a certificate".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path state;

  private FileTrustStore open() throws IOException {
    return new FileTrustStore(state.resolve("trust"), "box", InstantSource.fixed(NOW));
  }

  @Test
  void the_identity_is_made_once() throws Exception {
    var first = open().identity();
    var second = open().identity();

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.certificate()).isEqualTo(first.certificate());
    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.name()).isEqualTo("box");
  }

  @Test
  void the_certificate_is_what_clients_expect() throws Exception {
    var certificate = open().identity().certificate();

    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA");
    assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
        .isEqualTo(2048);
    assertThat(certificate.getNotAfter().toInstant()).isAfter(NOW.plus(Duration.ofDays(19 * 365)));
    certificate.verify(certificate.getPublicKey());
  }

  @Test
  void only_the_owner_reads_the_files() throws Exception {
    open().add("tv", CERTIFICATE, Set.of(Right.VIEW));

    assertThat(permissions("trust")).isEqualTo("rwx------");
    assertThat(permissions("trust/identity.json")).isEqualTo("rw-------");
    assertThat(permissions("trust/clients.json")).isEqualTo("rw-------");
  }

  @Test
  void permissions_that_became_too_wide_are_reduced() throws Exception {
    open();
    Path key = state.resolve("trust/identity.json");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    open();

    assertThat(permissions("trust/identity.json")).isEqualTo("rw-------");
  }

  @Test
  void a_client_is_found_by_its_hash_after_a_restart() throws Exception {
    Client added = open().add("tv", CERTIFICATE, EnumSet.of(Right.VIEW, Right.INPUT));

    var store = open();

    assertThat(store.byKey(sha256(CERTIFICATE))).contains(added);
    assertThat(store.clients()).containsExactly(added);
    assertThat(added.paired()).isEqualTo(NOW);
    assertThat(store.byKey(new byte[32])).isEmpty();
  }

  @Test
  void adding_a_known_certificate_changes_name_and_rights_only() throws Exception {
    var store = open();
    Client before = store.add("tv", CERTIFICATE, Set.of(Right.VIEW));

    Client after = store.add("big tv", CERTIFICATE, Set.of(Right.VIEW, Right.AUDIO));

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(store.clients()).containsExactly(after);
    assertThat(after.name()).isEqualTo("big tv");
  }

  @Test
  void other_rights_are_kept_and_told() throws Exception {
    var store = open();
    Client client = store.add("tv", CERTIFICATE, Set.of(Right.VIEW));
    var seen = new LinkedBlockingQueue<Client>();
    try (var _ = store.watch(seen::add)) {
      var now = store.allow(client.id(), Set.of(Right.VIEW, Right.FILES));

      assertThat(now.orElseThrow().rights()).containsExactlyInAnyOrder(Right.VIEW, Right.FILES);
      assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(now.orElseThrow());
    }
    assertThat(open().clients()).containsExactlyElementsOf(store.clients());
    assertThat(store.allow("0".repeat(64), Set.of())).isEmpty();
  }

  @Test
  void a_removed_client_is_gone_and_the_watcher_sees_it_without_rights() throws Exception {
    var store = open();
    Client client = store.add("tv", CERTIFICATE, Set.of(Right.VIEW));
    var seen = new LinkedBlockingQueue<Client>();
    try (var _ = store.watch(seen::add)) {
      assertThat(store.remove(client.id())).isTrue();

      Client told = seen.poll(5, TimeUnit.SECONDS);
      assertThat(told).isNotNull();
      assertThat(told.id()).isEqualTo(client.id());
      assertThat(told.rights()).isEmpty();
    }
    assertThat(store.remove(client.id())).isFalse();
    assertThat(open().clients()).isEmpty();
  }

  @Test
  void changed_rights_are_told_and_unchanged_ones_are_not() throws Exception {
    var store = open();
    store.add("tv", CERTIFICATE, Set.of(Right.VIEW, Right.INPUT));
    var seen = new LinkedBlockingQueue<Client>();
    try (var _ = store.watch(seen::add)) {
      store.add("other name", CERTIFICATE, Set.of(Right.VIEW, Right.INPUT));
      store.add("tv", CERTIFICATE, Set.of(Right.VIEW));

      Client told = seen.poll(5, TimeUnit.SECONDS);
      assertThat(told).isNotNull();
      assertThat(told.rights()).containsExactly(Right.VIEW);
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void a_damaged_identity_is_reported_and_left_alone() throws Exception {
    open();
    Path file = state.resolve("trust/identity.json");
    Files.writeString(file, "{\"version\": 1, \"id\"");

    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent("{\"version\": 1, \"id\"");
  }

  @Test
  void a_damaged_list_of_clients_is_reported_and_left_alone() throws Exception {
    open().add("tv", CERTIFICATE, Set.of(Right.VIEW));
    Path file = state.resolve("trust/clients.json");
    String text = Files.readString(file);
    var random = new Random(7);
    for (int i = 0; i < 300; i++) {
      String bad = text.substring(0, random.nextInt(text.length() - 2));
      Files.writeString(file, bad);
      assertThatThrownBy(this::open)
          .isInstanceOf(DamagedFileException.class)
          .hasMessageContaining(file.toString());
      assertThat(file).hasContent(bad);
    }
  }

  @Test
  void a_missing_identity_is_not_remade_while_clients_are_paired() throws Exception {
    open().add("tv", CERTIFICATE, Set.of(Right.VIEW));
    Files.delete(state.resolve("trust/identity.json"));

    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("identity.json");
    assertThat(state.resolve("trust/identity.json")).doesNotExist();
  }

  @Test
  void a_half_written_file_of_a_crash_does_not_count() throws Exception {
    Client client = open().add("tv", CERTIFICATE, Set.of(Right.VIEW));
    Files.writeString(state.resolve("trust/clients.json.new"), "{");

    var store = open();
    store.add("second", "another".getBytes(StandardCharsets.US_ASCII), Set.of());

    assertThat(open().clients()).hasSize(2).contains(client);
  }

  @Test
  void a_name_is_one_line() throws Exception {
    assertThat(open().add(" a\nb\u0007 ", CERTIFICATE, Set.of()).name()).isEqualTo("a b");
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve(path)));
  }

  private static byte[] sha256(byte[] data) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(data);
  }
}
