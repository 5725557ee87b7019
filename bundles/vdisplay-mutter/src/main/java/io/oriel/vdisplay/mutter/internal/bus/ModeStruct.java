package io.oriel.vdisplay.mutter.internal.bus;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.Variant;

/// `(siiddada{sv})`: a mode of a monitor; its properties tell whether it `is-current` (b).
public final class ModeStruct extends Struct {
  @Position(0)
  public final String id;

  @Position(1)
  public final int width;

  @Position(2)
  public final int height;

  @Position(3)
  public final double refresh;

  @Position(4)
  public final double preferredScale;

  @Position(5)
  public final List<Double> scales;

  @Position(6)
  public final Map<String, Variant<?>> properties;

  public ModeStruct(
      String id,
      int width,
      int height,
      double refresh,
      double preferredScale,
      List<Double> scales,
      Map<String, Variant<?>> properties) {
    this.id = id;
    this.width = width;
    this.height = height;
    this.refresh = refresh;
    this.preferredScale = preferredScale;
    this.scales = scales;
    this.properties = properties;
  }
}
