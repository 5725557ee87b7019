package io.oriel.api.media;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// One kind of picture a capture produces or an encoder accepts.
///
/// @param memory where its bytes lie
/// @param fourcc a DRM code, see [Fourcc]
/// @param modifiers DRM modifiers, for [MemoryKind#DMABUF]; ignored for other memory
/// @param drmDevice the render node it is tied to, if any
public record FormatSupport(
    MemoryKind memory, int fourcc, Set<Long> modifiers, Optional<String> drmDevice) {
  public FormatSupport {
    Objects.requireNonNull(memory, "memory");
    modifiers = Set.copyOf(modifiers);
    Objects.requireNonNull(drmDevice, "drmDevice");
  }

  /// Pictures in ordinary memory.
  public static FormatSupport host(int fourcc) {
    return new FormatSupport(MemoryKind.HOST, fourcc, Set.of(), Optional.empty());
  }

  /// Whether a picture of one kind can be handed to the other.
  public boolean meets(FormatSupport other) {
    if (memory != other.memory || fourcc != other.fourcc) {
      return false;
    }
    boolean sameDevice =
        drmDevice.isEmpty() || other.drmDevice.isEmpty() || drmDevice.equals(other.drmDevice);
    return sameDevice
        && (memory != MemoryKind.DMABUF || modifiers.stream().anyMatch(other.modifiers::contains));
  }
}
