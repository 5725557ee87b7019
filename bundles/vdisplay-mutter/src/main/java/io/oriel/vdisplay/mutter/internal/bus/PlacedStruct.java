package io.oriel.vdisplay.mutter.internal.bus;

import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.Variant;

/// `(ssa{sv})`: a monitor in a wanted place.
public final class PlacedStruct extends Struct {
  @Position(0)
  public final String connector;

  @Position(1)
  public final String mode;

  @Position(2)
  public final Map<String, Variant<?>> properties;

  public PlacedStruct(String connector, String mode, Map<String, Variant<?>> properties) {
    this.connector = connector;
    this.mode = mode;
    this.properties = properties;
  }
}
