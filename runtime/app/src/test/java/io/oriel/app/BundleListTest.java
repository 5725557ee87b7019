package io.oriel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundleListTest {
  @Test
  void the_distribution_is_what_bundles_txt_says() throws Exception {
    var written =
        Files.readAllLines(Path.of("bundles.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();

    var assembled = Distribution.jars().stream().map(Path::toString).toList();

    assertThat(assembled)
        .as("runtime/app/bundles.txt; after a deliberate change, write the new list into it")
        .containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void no_manifest_asks_for_an_unknown_java() throws Exception {
    for (Path jar : Distribution.jars()) {
      try (var file = new JarFile(Distribution.FOLDER.resolve(jar).toFile())) {
        var manifest = file.getManifest();
        var values =
            manifest == null
                ? Stream.<String>of()
                : manifest.getMainAttributes().values().stream().map(Object::toString);
        assertThat(values).as("%s", jar).noneMatch(v -> v.contains("osgi.ee=UNKNOWN"));
      }
    }
  }
}
