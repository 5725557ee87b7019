package io.oriel.api.transport;

import java.net.URI;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/// A protocol clients speak.
///
/// The host does not open transports: a transport is a component that references
/// [io.oriel.api.session.SessionOrchestrator], listens while it is active, and prepares a session
/// when a paired client asks. It registers this service for discovery and the console.
@ConsumerType
public interface Transport {
  /// Short name: `gamestream`.
  String protocol();

  /// Where it listens now.
  List<URI> endpoints();

  /// What its users should know, short sentences: for example that sound is silent.
  default List<String> remarks() {
    return List.of();
  }
}
