package io.oriel.vdisplay.mutter.internal.bus;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// `(iiduba(ssss)a{sv})`: a place in the layout and the monitors that show it.
public final class LogicalStruct extends Struct {
  @Position(0)
  public final int x;

  @Position(1)
  public final int y;

  @Position(2)
  public final double scale;

  @Position(3)
  public final UInt32 transform;

  @Position(4)
  public final boolean primary;

  @Position(5)
  public final List<SpecStruct> monitors;

  @Position(6)
  public final Map<String, Variant<?>> properties;

  public LogicalStruct(
      int x,
      int y,
      double scale,
      UInt32 transform,
      boolean primary,
      List<SpecStruct> monitors,
      Map<String, Variant<?>> properties) {
    this.x = x;
    this.y = y;
    this.scale = scale;
    this.transform = transform;
    this.primary = primary;
    this.monitors = monitors;
    this.properties = properties;
  }
}
