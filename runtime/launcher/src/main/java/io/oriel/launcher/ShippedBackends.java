package io.oriel.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Fills `deploy/` with the backends of the distribution, once.
///
/// `state/shipped.properties` remembers the SHA-256 of every file that was put there. An upgrade
/// replaces and removes only files that still are what was put there: what an operator changed,
/// deleted or added stays as it is.
final class ShippedBackends {
  private final Path shipped;
  private final Path deploy;
  private final Path ledger;

  ShippedBackends(Folders folders) {
    this.shipped = folders.distribution().resolve("deploy");
    this.deploy = folders.deploy();
    this.ledger = folders.state().resolve("shipped.properties");
  }

  void deploy() throws IOException {
    var known = new Properties();
    if (Files.exists(ledger)) {
      try (Reader in = Files.newBufferedReader(ledger)) {
        known.load(in);
      }
    }
    Map<String, Path> offered = jars(shipped);
    for (String name : known.stringPropertyNames()) {
      if (!offered.containsKey(name) && untouched(name, known)) {
        Files.deleteIfExists(deploy.resolve(name));
      }
    }
    var next = new Properties();
    for (var entry : offered.entrySet()) {
      String name = entry.getKey();
      String hash = hash(entry.getValue());
      Path target = deploy.resolve(name);
      boolean first = !known.containsKey(name) && !Files.exists(target);
      boolean stale = !hash.equals(known.getProperty(name)) && untouched(name, known);
      if (first || stale) {
        Path part = deploy.resolve("." + name + ".part");
        Files.copy(entry.getValue(), part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      }
      next.setProperty(name, hash);
    }
    try (Writer out = Files.newBufferedWriter(ledger)) {
      next.store(out, "SHA-256 of the files this host put into deploy/");
    }
  }

  private boolean untouched(String name, Properties known) throws IOException {
    Path file = deploy.resolve(name);
    return Files.isRegularFile(file) && hash(file).equals(known.getProperty(name));
  }

  static Map<String, Path> jars(Path folder) throws IOException {
    var found = new TreeMap<String, Path>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(f -> f.getFileName().toString().endsWith(".jar"))
            .forEach(f -> found.put(f.getFileName().toString(), f));
      }
    }
    return found;
  }

  private static String hash(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
