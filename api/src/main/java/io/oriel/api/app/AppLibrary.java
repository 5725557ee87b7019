package io.oriel.api.app;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/// Knows applications of one kind: an installed shop, the desktop's menu, the host's settings.
///
/// Where two libraries have an application of the same title, the one of the higher
/// `service.ranking` is listed.
@ConsumerType
public interface AppLibrary {
  /// Short, for people: `steam`.
  String library();

  /// What there is now, in the order to show it. Answers from memory; any thread.
  List<App> apps();

  /// What was found and cannot be listed, one sentence each; for the operator. Any thread.
  default List<String> remarks() {
    return List.of();
  }

  /// Told after every change, on a thread of the library's own; what is told returns soon.
  ///
  /// @return ends the watch
  AutoCloseable watch(Runnable changed);
}
