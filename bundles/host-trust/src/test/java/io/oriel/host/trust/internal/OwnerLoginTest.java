package io.oriel.host.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.trust.OwnerLogin.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerLoginTest {
  /// Password `secret`, salt 00…0f, 1000 rounds; made with OpenSSL 3: `openssl kdf -keylen 32
  /// -kdfopt digest:SHA256 -kdfopt pass:secret -kdfopt hexsalt:000102030405060708090a0b0c0d0e0f
  /// -kdfopt iter:1000 PBKDF2`.
  private static final String LINE =
      "oriel:pbkdf2-sha256:1000:000102030405060708090a0b0c0d0e0f:4efb2bbb6d2eb58ea8deaed54417ae2fd87fd50a8a8568709363da60d4560606\n";

  @TempDir private Path folder;

  @Test
  void the_right_name_and_password_match_and_nothing_else() throws Exception {
    Path file = Files.writeString(folder.resolve("console.login"), LINE);

    var login = StoredLogin.read(file);

    assertThat(login.matches("oriel", "secret".toCharArray())).isTrue();
    assertThat(login.matches("oriel", "secre".toCharArray())).isFalse();
    assertThat(login.matches("admin", "secret".toCharArray())).isFalse();
    assertThat(login.matches("", "".toCharArray())).isFalse();
  }

  @Test
  void a_damaged_file_is_named_and_lets_nobody_in() throws Exception {
    for (String line :
        new String[] {
          "", "admin", "a:b:c:d:e", LINE.replace("1000", "0"), "a:pbkdf2-sha256:9:zz:zz"
        }) {
      Path file = Files.writeString(folder.resolve("console.login"), line);

      assertThatThrownBy(() -> StoredLogin.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("console.login");
    }
  }

  @Test
  void guessing_gets_slower_and_a_right_password_ends_that() {
    var now = new AtomicLong();
    var throttle = new LoginThrottle(now::get);
    for (int i = 0; i < 5; i++) {
      assertThat(throttle.open()).isTrue();
      throttle.failed();
    }

    assertThat(throttle.open()).isFalse();
    now.addAndGet(2_000_000_000L);
    assertThat(throttle.open()).isTrue();
    throttle.failed();
    now.addAndGet(3_900_000_000L);
    assertThat(throttle.open()).isFalse();
    now.addAndGet(100_000_000L);
    throttle.succeeded();
    throttle.failed();
    assertThat(throttle.open()).isTrue();
  }

  @Test
  void an_address_that_guesses_waits_and_the_owner_elsewhere_does_not() throws Exception {
    Path file = Files.writeString(folder.resolve("console.login"), LINE);
    var login = new OwnerLoginComponent(file);
    var stranger = InetAddress.ofLiteral("192.0.2.7");
    var result = Result.WRONG;
    for (int i = 0; i < 10 && result == Result.WRONG; i++) {
      result = login.check(stranger, "oriel", "guess");
    }

    assertThat(result).isEqualTo(Result.WAIT);
    assertThat(login.check(InetAddress.ofLiteral("192.0.2.8"), "oriel", "secret"))
        .isEqualTo(Result.RIGHT);
  }

  @Test
  void many_addresses_of_one_household_get_no_more_guesses() throws Exception {
    Path file = Files.writeString(folder.resolve("console.login"), LINE);
    for (String network : new String[] {"127.0.0.", "2001:db8::"}) {
      var login = new OwnerLoginComponent(file);
      var result = Result.WRONG;
      for (int i = 1; i < 12 && result == Result.WRONG; i++) {
        result = login.check(InetAddress.ofLiteral(network + i), "oriel", "guess");
      }

      assertThat(result).as(network).isEqualTo(Result.WAIT);
    }
  }

  @Test
  void without_a_login_nobody_is_the_owner() {
    var login = new OwnerLoginComponent(folder.resolve("console.login"));

    assertThat(login.check(InetAddress.getLoopbackAddress(), "oriel", "")).isEqualTo(Result.WRONG);
  }
}
