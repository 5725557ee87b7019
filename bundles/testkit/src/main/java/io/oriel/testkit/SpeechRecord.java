package io.oriel.testkit;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/// What was spoken into the test kit's microphones, as an OSGi service. Any thread.
@ProviderType
public interface SpeechRecord {
  /// Names of those that are open, in the order they were opened.
  List<String> open();

  /// The last samples that came, of all microphones: 10 s of one channel at 48 kHz at most.
  float[] heard();

  /// Forgets them.
  void clear();
}
