package io.oriel.lib.pipewire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.BackendException;
import io.oriel.lib.pipewire.server.PipeWireWish.Choice;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.Programs;
import io.oriel.media.pipewire.ConnectionListener;
import io.oriel.media.pipewire.PipeWire;
import io.oriel.media.pipewire.PipeWireConnection;
import io.oriel.media.pipewire.testing.PrivatePipeWire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real servers.
class PipeWireServersTest {
  private static final String PID = "io.oriel.test";
  private static final int USER = 1000; // whoever really runs this test

  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void prepare() throws Exception {
    Assumptions.assumeTrue(
        PrivatePipeWire.installed() && PipeWire.version().isPresent(),
        "pipewire, wireplumber or pipewire-pulse is not installed");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    run = Files.createDirectory(folder.resolve("run"));
    System.setProperty("oriel.run", run.toString());
    System.setProperty("oriel.logs", folder.resolve("logs").toString());
  }

  @AfterEach
  void forget() {
    System.clearProperty("oriel.run");
    System.clearProperty("oriel.logs");
  }

  @Test
  void an_own_one_serves_all_and_ends_with_the_last_lease() throws Exception {
    try (var servers = new PipeWireServers()) {
      PipeWireLease sound = servers.lease(wish(Choice.OWN, true));
      PipeWireLease picture = servers.lease(wish(Choice.AUTO, false));
      PipeWireLease shared = picture.share();
      assertThat(picture.socket()).isEqualTo(sound.socket()).exists();
      assertThat(sound.pulse()).exists();
      assertThat(sound.own()).isTrue();
      assertThat(picture.environment())
          .containsEntry("PIPEWIRE_RUNTIME_DIR", picture.directory().toString())
          .containsEntry("PIPEWIRE_REMOTE", "pipewire-0");

      sound.close();
      sound.close();
      picture.close();

      assertThat(shared.isAlive()).isTrue();
      PipeWireConnection.open("oriel-pw-test", shared.socket(), new Deaf()).close();
      shared.close();
      assertThat(run).isEmptyDirectory();
      assertThatThrownBy(shared::share).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void a_killed_one_is_replaced_at_the_same_place() throws Exception {
    try (var servers = new PipeWireServers()) {
      PipeWireLease before = servers.lease(wish(Choice.OWN, true));
      ProcessHandle daemon =
          ProcessHandle.current()
              .descendants()
              .filter(p -> p.info().command().orElse("").endsWith("/pipewire"))
              .findFirst()
              .orElseThrow();

      daemon.destroyForcibly();
      daemon.onExit().get(5, TimeUnit.SECONDS);

      try (PipeWireLease after = servers.lease(wish(Choice.OWN, true))) {
        assertThat(before.isAlive()).isFalse();
        assertThat(after.isAlive()).isTrue();
        assertThat(after.socket()).isEqualTo(before.socket()).exists();
        before.close();
        assertThat(after.isAlive()).isTrue();
      }
      assertThat(run).isEmptyDirectory();
    }
  }

  @Test
  void the_sessions_own_is_found_and_left_alone() throws Exception {
    try (var session = PrivatePipeWire.start();
        var servers = servers(session.directory())) {
      try (PipeWireLease lease = servers.lease(wish(Choice.AUTO, true))) {
        assertThat(lease.own()).isFalse();
        assertThat(lease.socket()).isEqualTo(session.socket());
      }
      PipeWireConnection.open("oriel-pw-test", session.socket(), new Deaf()).close();
      assertThat(run).isEmptyDirectory();
    }
  }

  @Test
  void pictures_need_no_pulse_audio_server() throws Exception {
    try (var session = PrivatePipeWire.start()) {
      Map<String, String> elsewhere =
          Map.of(
              "XDG_RUNTIME_DIR", session.directory().toString(),
              "PULSE_RUNTIME_PATH", folder.toString());
      try (var servers = new PipeWireServers(elsewhere, USER, Programs.ofHost())) {
        servers.lease(wish(Choice.RUNNING, false)).close();
        assertThatThrownBy(() -> servers.lease(wish(Choice.RUNNING, true)))
            .isInstanceOf(BackendException.class)
            .hasMessageContaining("no PulseAudio server at " + folder)
            .hasMessageContaining(PID);
      }
    }
  }

  @Test
  void what_stops_the_start_is_quoted() throws Exception {
    var nothing = new Programs(folder.toString());
    try (var servers = new PipeWireServers(Map.of(), Account.hostUid(), nothing)) {
      assertThatThrownBy(() -> servers.lease(wish(Choice.OWN, true)))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("apt-get install pipewire");
    }
    assertThat(run).isEmptyDirectory();
  }

  private static PipeWireServers servers(Path runtime) {
    return new PipeWireServers(
        Map.of("XDG_RUNTIME_DIR", runtime.toString()), USER, Programs.ofHost());
  }

  private static PipeWireWish wish(Choice choice, boolean sound) {
    return new PipeWireWish(choice, sound, "nobody", Duration.ofSeconds(20), PID);
  }

  private static final class Deaf implements ConnectionListener {
    @Override
    public void lost(String why) {}
  }
}
