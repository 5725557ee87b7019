package io.oriel.vdisplay.portal.internal;

import io.oriel.api.display.Region;
import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import io.oriel.lib.dbus.Vardict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.freedesktop.dbus.types.UInt32;

/// The picture that a person chose to share ("streams" in the answer to `Start`).
///
/// @param node PipeWire id, as far as the portal's connection is concerned
/// @param region in the desktop; empty: the portal does not tell its size
/// @param virtual made for this session, in the size that its consumer negotiates
/// @param mappingId of its region among EIS devices
record Stream(int node, Optional<Region> region, boolean virtual, Optional<String> mappingId) {
  // A desktop of this size can still be counted in pixels without overflow.
  private static final int MOST = 1 << 20;

  /// The first stream of an answer.
  static Stream of(Vardict results) throws BusException {
    List<?> streams = results.need("streams", List.class);
    if (streams.isEmpty()) {
      throw new BusException(Kind.WRONG_TYPE, "the portal shares no picture");
    }
    if (!(streams.getFirst() instanceof Object[] parts)
        || parts.length != 2
        || !(parts[0] instanceof UInt32 node)
        || !(parts[1] instanceof Map<?, ?> map)) {
      throw new BusException(Kind.WRONG_TYPE, "the portal's streams are not of type a(ua{sv})");
    }
    var properties = Vardict.of(map, "stream of the portal");
    int source = properties.get("source_type", UInt32.class).map(UInt32::intValue).orElse(0);
    return new Stream(
        node.intValue(),
        region(properties),
        source == Portal.VIRTUAL,
        properties.get("mapping_id", String.class));
  }

  private static Optional<Region> region(Vardict properties) throws BusException {
    var size = pair(properties, "size");
    if (size.isEmpty()) {
      return Optional.empty();
    }
    int width = size.get()[0];
    int height = size.get()[1];
    if (width < 1 || height < 1 || width > MOST || height > MOST) {
      throw new BusException(
          Kind.WRONG_TYPE, "the portal shares a picture of " + width + "x" + height);
    }
    int[] position = pair(properties, "position").orElse(new int[2]);
    return Optional.of(new Region(position[0], position[1], width, height));
  }

  /// A property of type `(ii)`.
  private static Optional<int[]> pair(Vardict properties, String name) throws BusException {
    var value = properties.get(name, Object[].class);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().length != 2
        || !(value.get()[0] instanceof Integer first)
        || !(value.get()[1] instanceof Integer second)) {
      throw new BusException(Kind.WRONG_TYPE, "the stream's " + name + " is not of type (ii)");
    }
    return Optional.of(new int[] {first, second});
  }
}
