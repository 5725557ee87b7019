package io.oriel.vdisplay.mutter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.lib.programs.Programs;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// What the tests of this package share.
final class Fixture {
  private Fixture() {}

  /// The default settings, some of them changed, by the annotation's method names.
  static Settings settings(Map<String, Object> changed) {
    return (Settings)
        Proxy.newProxyInstance(
            Fixture.class.getClassLoader(),
            new Class<?>[] {Settings.class},
            (_, method, _) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  static HostFacts facts(Map<String, String> facts) {
    return new HostFacts() {
      @Override
      public Optional<String> text(String key) {
        return Optional.ofNullable(facts.get(key));
      }

      @Override
      public Set<String> keys() {
        return facts.keySet();
      }

      @Override
      public long generation() {
        return 1;
      }
    };
  }

  /// A `PATH` directory that leads to some of the installed programs only.
  static Programs only(Path directory, String... names) throws IOException {
    Programs host = Programs.ofHost();
    for (String name : names) {
      Optional<Path> found = host.find(name);
      assertThat(found).as(name + " on PATH").isPresent();
      Path script = directory.resolve(name);
      Files.writeString(script, "#!/bin/sh\nexec " + found.get() + " \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return new Programs(directory.toString());
  }

  /// Remembers what a display told.
  static final class Health implements StageHealth {
    final CompletableFuture<BackendException> lost = new CompletableFuture<>();

    @Override
    public void degraded(String detail) {}

    @Override
    public void changed(String detail) {}

    @Override
    public void lost(BackendException cause) {
      lost.complete(cause);
    }
  }
}
