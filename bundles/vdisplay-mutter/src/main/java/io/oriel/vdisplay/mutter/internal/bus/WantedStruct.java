package io.oriel.vdisplay.mutter.internal.bus;

import java.util.List;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.UInt32;

/// `(iiduba(ssa{sv}))`: a place in the layout that is wanted.
public final class WantedStruct extends Struct {
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
  public final List<PlacedStruct> monitors;

  public WantedStruct(
      int x, int y, double scale, UInt32 transform, boolean primary, List<PlacedStruct> monitors) {
    this.x = x;
    this.y = y;
    this.scale = scale;
    this.transform = transform;
    this.primary = primary;
    this.monitors = monitors;
  }
}
