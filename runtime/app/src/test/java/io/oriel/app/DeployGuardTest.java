package io.oriel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.launcher.Host;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;

class DeployGuardTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void a_dropped_bundle_starts_and_goes_with_its_file(@TempDir Path data) throws Exception {
    try (Host host = Host.start(Distribution.options(data).upTo(5).withoutShippedBackends())) {
      Path jar = drop(data, "com.example.backend");

      assertThat(
              Distribution.within(SOON, () -> state(host, "com.example.backend") == Bundle.ACTIVE))
          .isTrue();
      Files.delete(jar);
      assertThat(Distribution.within(SOON, () -> state(host, "com.example.backend") == 0)).isTrue();
    }
  }

  @Test
  void a_jar_that_claims_the_name_of_a_system_bundle_is_refused(@TempDir Path data)
      throws Exception {
    try (Host host = Host.start(Distribution.options(data).upTo(5).withoutShippedBackends())) {
      var before = host.context().getBundle(apiLocation(host));

      drop(data, "io.oriel.api");

      assertThat(Distribution.within(SOON, () -> !refusals(host).isEmpty())).isTrue();
      assertThat(refusals(host))
          .singleElement()
          .asString()
          .contains("claims the name io.oriel.api");
      assertThat(before.getState()).isEqualTo(Bundle.ACTIVE);
      assertThat(Stream.of(host.context().getBundles()).map(Bundle::getSymbolicName))
          .containsOnlyOnce("io.oriel.api");
    }
  }

  @Test
  void nothing_is_loaded_from_a_folder_others_may_write(@TempDir Path data) throws Exception {
    Path deploy = Files.createDirectories(data.resolve("deploy"));
    Files.setPosixFilePermissions(deploy, PosixFilePermissions.fromString("rwxrwxrwx"));
    drop(data, "com.example.backend");

    try (Host host = Host.start(Distribution.options(data).upTo(5).withoutShippedBackends())) {
      assertThat(state(host, "com.example.backend")).isZero();
    }
  }

  private static Path drop(Path data, String symbolicName) throws Exception {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", symbolicName);
    main.putValue("Bundle-Version", "9.0.0");
    Path deploy = data.resolve("deploy");
    Path part = deploy.resolve(".part");
    try (OutputStream out = Files.newOutputStream(part)) {
      new JarOutputStream(out, manifest).close();
    }
    return Files.move(part, deploy.resolve("dropped.jar"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static int state(Host host, String symbolicName) {
    return Stream.of(host.context().getBundles())
        .filter(b -> symbolicName.equals(b.getSymbolicName()))
        .mapToInt(Bundle::getState)
        .findFirst()
        .orElse(0);
  }

  private static String apiLocation(Host host) {
    return Stream.of(host.context().getBundles())
        .filter(b -> "io.oriel.api".equals(b.getSymbolicName()))
        .findFirst()
        .orElseThrow()
        .getLocation();
  }

  private static List<?> refusals(Host host) {
    try {
      var references =
          host.context()
              .getServiceReferences(
                  Supplier.class.getName(), "(oriel.report.lines=deploy.refused)");
      var service = (Supplier<?>) host.context().getService(references[0]);
      return List.copyOf((Collection<?>) service.get());
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
