package io.oriel.api.clipboard;

import io.oriel.api.backend.Backend;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import java.util.Map;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;

/// Opens the clipboard of the desktop that a display belongs to.
@ConsumerType
public interface ClipboardProvider extends Backend<ClipboardProvider.Request> {
  /// Which desktop.
  ///
  /// @param displayBackend id of the backend that made the display
  /// @param environment what programs on the display get, [io.oriel.api.display.VirtualDisplay]'s
  record Request(String displayBackend, Map<String, String> environment) {
    public Request {
      Objects.requireNonNull(displayBackend, "displayBackend");
      environment = Map.copyOf(environment);
    }
  }

  /// Is told what programs copy.
  @ConsumerType
  interface Listener {
    /// A program copied something: PNG if there is one, else text. A thread of the backend; only
    /// posts. Never told of what [Clipboard#offer] put there, of contents that are marked as secret
    /// by a password manager, of what is empty or too long.
    void copied(ClipboardContent content);

    /// Whether contents are of use now. Asked when a program copies: while they are not, they are
    /// not read from the program, and nobody is told of them later. A thread of the backend; does
    /// not block.
    default boolean listens() {
      return true;
    }
  }

  /// Connects. Control thread; interruptible; five seconds at most.
  ///
  /// @param health told when the desktop ends
  Clipboard open(Request request, Listener listener, StageHealth health) throws BackendException;
}
