package io.oriel.testkit;

import io.oriel.api.clipboard.ClipboardContent;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/// The test kit's clipboard, which all of its displays share, as an OSGi service: a test is the
/// program that copies and pastes. Any thread.
@ProviderType
public interface ClipboardRecord {
  /// A program copies something: whoever has the clipboard open is told.
  void copy(ClipboardContent content);

  /// What a program pastes now.
  Optional<ClipboardContent> paste();

  /// How many have it open.
  int open();
}
