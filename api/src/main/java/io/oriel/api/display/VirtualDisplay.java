package io.oriel.api.display;

import io.oriel.api.backend.BackendException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/// A display that exists until it is closed. Any control thread; the methods are safe to call from
/// several.
@ConsumerType
public interface VirtualDisplay extends AutoCloseable {
  /// Names this display among all of its provider's, for logs and injectors.
  String id();

  /// The mode as the compositor tells it, read back after the change. Its refresh rate may be above
  /// the one asked for where a compositor's clock runs slow; the host paces to the client's rate.
  ///
  /// Final only once the capture has a format where [CaptureTarget.PipeWireNode#sizedByConsumer()].
  DisplayRequest actual();

  /// Where to fetch pictures. A descriptor in the result is fresh with every call and the caller's
  /// to close.
  CaptureTarget captureTarget() throws BackendException;

  /// Where to send input, best first, at most one of each kind. The host takes the first for which
  /// it has an injector, device by device, and the next one where that does not open.
  List<InputTarget> inputTargets();

  /// Where the display lies in its desktop.
  Region region();

  /// Variables its programs need: `WAYLAND_DISPLAY`, `DISPLAY`, `XDG_RUNTIME_DIR` …
  Map<String, String> environment();

  /// The user its programs run as; empty: the host's own. Another one where the host is root and
  /// the compositor is not.
  default Optional<String> account() {
    return Optional.empty();
  }

  /// `true`: it is a monitor of a desktop that was there before and stays. Closing it takes the
  /// monitor away and gives the desktop its layout back; its programs stay, on other monitors.
  default boolean attached() {
    return false;
  }

  /// Changes the mode; programs stay. On failure the old mode is kept.
  void reconfigure(DisplayRequest wanted) throws BackendException;

  /// Takes the display away, with all its programs unless it is [#attached()]. Returns when it is
  /// gone; a second call does nothing.
  @Override
  void close();
}
