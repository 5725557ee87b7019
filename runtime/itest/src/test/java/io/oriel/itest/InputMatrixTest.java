package io.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The input matrix names tests as proofs: they have to exist.
class InputMatrixTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path MATRIX = ROOT.resolve("docs/reference/input.md");
  private static final Pattern PROOF = Pattern.compile("`(\\w+Test)#(\\w+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

  @Test
  void every_proof_is_a_test_that_exists() throws IOException {
    var tests = tests();
    var missing = new ArrayList<String>();
    var proof = PROOF.matcher(Files.readString(MATRIX));
    int proofs = 0;
    while (proof.find()) {
      proofs++;
      String type = proof.group(1);
      String method = " void " + proof.group(2) + "(";
      if (tests.getOrDefault(type, List.of()).stream().noneMatch(text -> text.contains(method))) {
        missing.add(proof.group());
      }
    }

    assertThat(missing).isEmpty();
    assertThat(proofs).isGreaterThan(40);
  }

  @Test
  void every_link_leads_to_a_file() throws IOException {
    var link = LINK.matcher(Files.readString(MATRIX));
    while (link.find()) {
      assertThat(MATRIX.resolveSibling(link.group(1))).exists();
    }
  }

  /// Sources of all tests, by class name.
  private static Map<String, List<String>> tests() throws IOException {
    var found = new TreeMap<String, List<String>>();
    for (String folder : List.of("bundles", "runtime")) {
      try (var files = Files.walk(ROOT.resolve(folder))) {
        var sources =
            files
                .filter(f -> f.toString().contains("/src/test/java/"))
                .filter(f -> f.toString().endsWith("Test.java"))
                .toList();
        for (Path source : sources) {
          String type = source.getFileName().toString().replace(".java", "");
          found.computeIfAbsent(type, _ -> new ArrayList<>()).add(Files.readString(source));
        }
      }
    }
    return found;
  }
}
