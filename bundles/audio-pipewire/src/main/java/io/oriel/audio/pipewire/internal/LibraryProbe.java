package io.oriel.audio.pipewire.internal;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import io.oriel.media.pipewire.PipeWire;
import org.osgi.service.component.annotations.Component;

/// PipeWire's library: `pipewire.library.version`, condition `oriel.pipewire`. It is looked for
/// once: a library that is installed later is found by the next start of the host.
@Component
public final class LibraryProbe implements Probe {
  /// Fact: the version of `libpipewire-0.3.so.0`.
  static final String VERSION = "pipewire.library.version";

  @Override
  public void start(ProbeSink sink) {
    sink.fact(VERSION, PipeWire.version().orElse(null));
    sink.condition("oriel.pipewire", PipeWire.version().isPresent());
  }

  @Override
  public void close() {}
}
