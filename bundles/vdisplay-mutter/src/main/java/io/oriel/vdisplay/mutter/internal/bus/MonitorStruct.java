package io.oriel.vdisplay.mutter.internal.bus;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.Variant;

/// `((ssss)a(siiddada{sv})a{sv})`: a monitor and what it can show.
public final class MonitorStruct extends Struct {
  @Position(0)
  public final SpecStruct spec;

  @Position(1)
  public final List<ModeStruct> modes;

  @Position(2)
  public final Map<String, Variant<?>> properties;

  public MonitorStruct(
      SpecStruct spec, List<ModeStruct> modes, Map<String, Variant<?>> properties) {
    this.spec = spec;
    this.modes = modes;
    this.properties = properties;
  }
}
