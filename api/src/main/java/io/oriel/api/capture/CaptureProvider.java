package io.oriel.api.capture;

import io.oriel.api.backend.Backend;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.TargetKind;
import io.oriel.api.media.FormatSupport;
import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;

/// Fetches the pictures of one or more kinds of [CaptureTarget].
@ConsumerType
public interface CaptureProvider extends Backend<CaptureProvider.Request> {
  /// What is wanted of a capture.
  ///
  /// @param maxMilliHz pictures per 1000 s the host will take at most; the capture paces itself to
  ///     it, so that no picture is copied only to be dropped
  /// @param accepted what the encoder takes, best first
  /// @param buffers pictures that may be held at once: the encoder's frames in flight + 2
  /// @param embedCursor draw the pointer into the picture
  record Request(
      TargetKind target,
      int widthPx,
      int heightPx,
      int maxMilliHz,
      List<FormatSupport> accepted,
      int buffers,
      boolean embedCursor) {
    public Request {
      Objects.requireNonNull(target, "target");
      accepted = List.copyOf(accepted);
      if (buffers < 2 || buffers > 64) {
        throw new IllegalArgumentException(buffers + " buffers");
      }
    }
  }

  /// What it can deliver from such a target, best first; empty: not its kind. Pure, like `assess`.
  List<FormatSupport> produces(TargetKind target, HostFacts facts);

  /// Opens a capture. Control thread; may take seconds; interruptible. The caller owns the result,
  /// and the capture owns any descriptor in the target, also when this throws.
  Capture open(Request request, CaptureTarget target, StageHealth health) throws BackendException;
}
