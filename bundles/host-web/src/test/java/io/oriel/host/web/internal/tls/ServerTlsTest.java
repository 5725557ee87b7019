package io.oriel.host.web.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {
  private static final Instant NOW = Instant.now();

  @TempDir Path folder;
  private Path file;
  private OwnFile own;

  @BeforeEach
  void find() {
    file = folder.resolve("web/certificate.pem");
    own = new OwnFile(file);
  }

  @Test
  void the_hosts_own_certificate_is_private_and_stays() throws Exception {
    PemPair made = own.current(Set.of("box", "box.local"), NOW);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(made.certificate().getSubjectAlternativeNames().toString())
        .contains("box]", "box.local]", "localhost]", "127.0.0.1]");
    assertThat(made.certificate().getNotAfter().toInstant())
        .isBefore(made.certificate().getNotBefore().toInstant().plus(Duration.ofDays(398)));
    assertThat(own.current(Set.of("box"), NOW).certificate()).isEqualTo(made.certificate());
    made.certificate().verify(made.certificate().getPublicKey());
  }

  @Test
  void it_is_renewed_before_it_ends_for_a_new_name_and_when_it_is_damaged() throws Exception {
    var first = own.current(Set.of("box"), NOW).certificate();
    var renewed = own.current(Set.of("box"), NOW.plus(Duration.ofDays(370))).certificate();
    assertThat(renewed).isNotEqualTo(first);
    var named = own.current(Set.of("desk"), NOW.plus(Duration.ofDays(371))).certificate();
    assertThat(named).isNotEqualTo(renewed);
    Files.writeString(file, "nonsense");

    assertThat(own.current(Set.of("desk"), NOW).certificate()).isNotEqualTo(named);
  }

  @Test
  void the_owners_files_are_used_and_their_names_are_known() throws Exception {
    PemPair made = OwnCertificate.make(Set.of("Desk.example"), NOW);
    Path mine = Files.writeString(folder.resolve("mine.pem"), made.pem());

    try (var tls = ServerTls.open(file, Set::of, mine.toString(), mine.toString())) {
      assertThat(tls.certified()).contains("desk.example");
      assertThat(tls.context().isServer()).isTrue();
    }

    assertThat(file).doesNotExist();
  }

  @Test
  void files_that_cannot_be_used_are_named() {
    assertThatThrownBy(() -> ServerTls.open(file, Set::of, "/none/a.pem", "/none/b.pem"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/none/a.pem");
  }
}
