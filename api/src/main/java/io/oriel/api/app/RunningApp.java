package io.oriel.api.app;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/// An application that was started on a display, with everything that came of it. Any thread.
@ProviderType
public interface RunningApp extends AutoCloseable {
  App app();

  /// Whether something of it runs.
  boolean running();

  /// Who is told of its end; takes the place of whoever was named before. Called once, on a thread
  /// of its own; right now if it has ended already.
  void whenEnded(Consumer<AppExit> told);

  /// Asks all of its processes to end, those that left its session too; kills those that do not
  /// within the configured time. Returns when they are gone; a second call does nothing.
  @Override
  void close();
}
