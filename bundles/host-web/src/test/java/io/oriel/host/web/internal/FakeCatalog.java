package io.oriel.host.web.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppCatalog;
import java.util.List;
import java.util.Optional;

/// The desktop and one program.
final class FakeCatalog implements AppCatalog {
  @Override
  public List<Entry> entries() {
    return List.of(
        new Entry(App.of(App.DESKTOP, "Desktop", List.of()), "desktop", true, ""),
        new Entry(App.of("custom:chess", "Chess", List.of("chess")), "custom", true, ""));
  }

  @Override
  public List<String> remarks() {
    return List.of();
  }

  @Override
  public Optional<byte[]> card(String id) {
    return Optional.empty();
  }

  @Override
  public AutoCloseable watch(Runnable changed) {
    return () -> {};
  }
}
