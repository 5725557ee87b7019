package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.client.gamestream.GameStreamException;
import io.oriel.client.gamestream.GameStreamHost;
import io.oriel.client.gamestream.StreamOptions;
import io.oriel.pattern.PatternWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HotDeployTest {
  private static RunningHost host;
  private static GameStreamHost client;

  @BeforeAll
  static void start() throws Exception {
    host = Stages.host();
    client = host.paired();
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) {
      host.close();
    }
  }

  @Test
  void a_removed_backend_ends_its_session_and_is_back_for_the_next_when_dropped_again()
      throws Exception {
    Path deploy = host.process().data().resolve("deploy");
    List<Path> jars;
    try (var files = Files.list(deploy)) {
      jars = files.filter(f -> f.getFileName().toString().startsWith("encoder-")).toList();
    }
    Path aside = Files.createDirectories(host.process().data().resolve("aside"));
    var check = new PictureCheck(640, 480, 8);
    var options = StreamOptions.of(640, 480, 30);
    try (var stream = client.stream("Desktop", options, check)) {
      assertThat(Await.until(Stages.PATIENCE, () -> stream.figures().framesShown() > 5)).isTrue();
      for (Path jar : jars) {
        Files.move(jar, aside.resolve(jar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }

      assertThat(stream.ended().get(Stages.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
      assertThat(check.end()).contains("the host ended the stream");
    }
    assertThat(host.desktops(0)).isEmpty();
    assertThatThrownBy(() -> client.stream("Desktop", options, check))
        .isInstanceOf(GameStreamException.class);

    for (Path jar : jars) {
      Files.move(aside.resolve(jar.getFileName()), jar, StandardCopyOption.ATOMIC_MOVE);
    }

    assertThat(Await.until(Stages.PATIENCE, HotDeployTest::streams)).isTrue();
  }

  @Test
  void a_jar_with_the_name_of_a_system_bundle_is_refused() throws Exception {
    Path jar = host.process().data().resolve("deploy").resolve("evil.jar");
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "io.oriel.host.session");
    main.putValue("Bundle-Version", "99.0.0");
    Path fresh = host.process().data().resolve("evil.tmp");
    try (var _ = new JarOutputStream(Files.newOutputStream(fresh), manifest)) {
      // A manifest is all it takes to claim a name.
    }

    Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE);

    assertThat(
            Await.until(
                Stages.PATIENCE,
                () -> (host.process().output() + host.process().log()).contains("evil.jar")))
        .isTrue();
    assertThat(streams()).isTrue();
    Files.delete(jar);
  }

  private static boolean streams() throws Exception {
    var check = new PictureCheck(640, 480, 8);
    try (var _ = client.stream("Desktop", StreamOptions.of(640, 480, 30), check);
        var _ = PatternWindow.open(host.desktops(1).getFirst().socket())) {
      return check.awaitDistinct(5, Stages.PATIENCE);
    } catch (GameStreamException _) {
      return false; // not yet
    } finally {
      client.quit();
      host.desktops(0);
    }
  }
}
