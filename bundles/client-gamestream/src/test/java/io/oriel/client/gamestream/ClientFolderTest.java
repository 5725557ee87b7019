package io.oriel.client.gamestream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientFolderTest {
  @TempDir Path temp;

  @Test
  void a_new_folder_gets_a_certificate_like_a_stock_clients() throws Exception {
    var certificate = ClientFolder.open(temp.resolve("c")).identity().certificate();

    assertThat(certificate.getSerialNumber()).isEqualTo(BigInteger.ZERO);
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSigAlgName()).isEqualToIgnoringCase("SHA256withRSA");
    assertThat(certificate.getSubjectX500Principal().getName())
        .isEqualTo("CN=NVIDIA GameStream Client");
    assertThat(certificate.getSignature()).hasSize(256);
    certificate.verify(certificate.getPublicKey());
  }

  @Test
  void identity_and_pinned_hosts_survive_reopening() throws Exception {
    Path folder = temp.resolve("c");
    ClientFolder first = ClientFolder.open(folder);
    first.pin("::1", 47989, first.identity().certificate());

    ClientFolder second = ClientFolder.open(folder);

    assertThat(second.identity()).isEqualTo(first.identity());
    assertThat(second.pinned("::1", 47989)).contains(first.identity().certificate());
    assertThat(second.pinned("::1", 47990)).isEmpty();
    assertThat(second.forget("::1", 47989)).isTrue();
    assertThat(second.pinned("::1", 47989)).isEmpty();
  }

  @Test
  void every_file_is_readable_by_its_owner_alone() throws Exception {
    Path folder = temp.resolve("c");
    ClientFolder.open(folder);

    try (var files = Files.list(folder)) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              f ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(f)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void a_damaged_key_is_named_with_its_remedy() throws Exception {
    Path folder = temp.resolve("c");
    ClientFolder.open(folder);
    Files.writeString(folder.resolve("client.key"), "rubbish");

    assertThatThrownBy(() -> ClientFolder.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("pair anew");
  }
}
