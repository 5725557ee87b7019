package io.oriel.testkit;

import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.Feedback;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/// What the test kit's injectors were told, as an OSGi service. Any thread.
@ProviderType
public interface InputRecord {
  /// One line per call in the order they came, for example `key 30 down`, `moveBy 3.0 -2.0`,
  /// `open [KEYBOARD, POINTER]` or `close`; at most the last 10 000.
  List<String> events();

  /// What goes to the client from the injector that was opened last for a kind of device;
  /// [Feedback#NONE] before.
  Feedback feedback(DeviceKind kind);

  /// Forgets all lines.
  void clear();
}
