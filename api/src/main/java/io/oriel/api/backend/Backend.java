package io.oriel.api.backend;

import org.osgi.annotation.versioning.ConsumerType;

/// A provider of one kind of stage: a display, a capture, an encoder, an injector, a sound source.
///
/// @param <R> what the stage is asked for
@ConsumerType
public interface Backend<R> {
  /// How well this backend would serve a request, or why it cannot.
  ///
  /// Pure: no I/O, no native call, under 5 ms, any thread. Everything it needs to know about the
  /// box is in the facts and in its own settings.
  ///
  /// @param request what would be opened
  /// @param facts what the box offers, one consistent snapshot
  Assessment assess(R request, HostFacts facts);
}
