package io.oriel.media.webtransport;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.media.webtransport.internal.Minted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingCertificateTest {
  @TempDir Path folder;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void browsers_would_take_it() throws Exception {
    var certificate = open().rotation().current().certificate();

    assertThat(
            ((ECPublicKey) certificate.getPublicKey())
                .getParams()
                .getCurve()
                .getField()
                .getFieldSize())
        .isEqualTo(256);
    var valid =
        Duration.between(
            certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    assertThat(valid).isLessThanOrEqualTo(Duration.ofDays(14));
    assertThat(certificate.getNotBefore().toInstant()).isBefore(now.minus(Duration.ofHours(24)));
    assertThat(certificate.getNotAfter().toInstant()).isAfter(now.plus(Duration.ofDays(7)));
    certificate.verify(certificate.getPublicKey());
  }

  @Test
  void the_next_one_is_known_before_it_is_used() throws Exception {
    var rotating = open();
    List<byte[]> first = rotating.hashes();
    Minted next = rotating.rotation().next();

    now = now.plus(Duration.ofDays(5));
    List<byte[]> second = rotating.hashes();

    assertThat(second.get(0)).isEqualTo(first.get(1));
    assertThat(rotating.rotation().current()).isSameAs(next);
    assertThat(second.get(1)).isNotEqualTo(first.get(0)).isNotEqualTo(first.get(1));
  }

  @Test
  void nothing_changes_in_between() throws Exception {
    var rotating = open();
    List<byte[]> first = rotating.hashes();

    now = now.plus(Duration.ofDays(5)).minusSeconds(2);

    assertThat(rotating.hashes().get(0)).isEqualTo(first.get(0));
    assertThat(rotating.hashes().get(1)).isEqualTo(first.get(1));
  }

  @Test
  void a_restarted_host_keeps_both() throws Exception {
    List<byte[]> first = open().hashes();
    now = now.plus(Duration.ofDays(2));

    List<byte[]> second = open().hashes();

    assertThat(second.get(0)).isEqualTo(first.get(0));
    assertThat(second.get(1)).isEqualTo(first.get(1));
  }

  @Test
  void a_host_that_was_off_for_long_makes_new_ones_and_removes_the_old() throws Exception {
    List<byte[]> first = open().hashes();
    now = now.plus(Duration.ofDays(100));

    List<byte[]> second = open().hashes();

    assertThat(second.get(0)).isNotEqualTo(first.get(0)).isNotEqualTo(first.get(1));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void files_are_for_their_owner_alone() throws Exception {
    open();

    try (var files = Files.list(folder)) {
      assertThat(files)
          .hasSize(2)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void damaged_files_are_not_used_and_not_lost() throws Exception {
    open();
    List<Path> files;
    try (var all = Files.list(folder)) {
      files = all.toList();
    }
    Files.writeString(files.getFirst(), "nonsense\nnonsense\n");
    Files.writeString(folder.resolve("webtransport-1.cert"), "");
    now = now.plus(Duration.ofHours(1));

    var rotating = open();

    assertThat(rotating.hashes()).hasSize(2);
    assertThat(folder.resolve("webtransport-1.cert")).exists();
  }

  @Test
  void a_year_of_days_never_leaves_a_page_without_a_valid_hash() throws Exception {
    var rotating = open();
    for (int day = 0; day < 365; day++) {
      Minted current = rotating.rotation().current();
      Minted next = rotating.rotation().next();
      assertThat(now).isBetween(current.start().minusSeconds(1), current.end());
      assertThat(Duration.between(now, current.end())).isGreaterThan(Duration.ofDays(2));
      assertThat(next.start()).isAfter(now);
      now = now.plus(Duration.ofHours(24));
    }
  }

  private RotatingCertificate open() throws Exception {
    return RotatingCertificate.open(folder, () -> now);
  }
}
