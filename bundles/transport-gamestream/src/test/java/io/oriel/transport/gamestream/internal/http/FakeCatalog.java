package io.oriel.transport.gamestream.internal.http;

import io.oriel.api.app.App;
import io.oriel.api.app.AppCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A catalogue with the desktop and what a test adds.
final class FakeCatalog implements AppCatalog {
  private volatile List<Entry> entries = List.of(entry(App.of(App.DESKTOP, "Desktop", List.of())));

  void add(App app) {
    var more = new ArrayList<>(entries);
    more.add(entry(app));
    entries = List.copyOf(more);
  }

  private static Entry entry(App app) {
    return new Entry(app, "test", true, "");
  }

  @Override
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public List<String> remarks() {
    return List.of();
  }

  @Override
  public Optional<byte[]> card(String id) {
    return id.equals(App.DESKTOP)
        ? Optional.of(new byte[] {(byte) 0x89, 'P', 'N', 'G'})
        : Optional.empty();
  }

  @Override
  public AutoCloseable watch(Runnable changed) {
    return () -> {};
  }
}
