package io.oriel.api.capture;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ProviderType;

/// Receives the pointer of a display whose pictures do not contain it. Called on the capture's
/// thread.
@ProviderType
public interface CursorSink {
  /// A new shape.
  ///
  /// @param argb premultiplied ARGB8888, rows of `widthPx * 4` bytes; borrowed until this returns
  void shape(MemorySegment argb, int widthPx, int heightPx, int hotspotX, int hotspotY);

  /// A new position in pixels of the picture.
  void position(int xPx, int yPx, boolean visible);
}
