package io.oriel.vdisplay.mutter.internal.bus;

import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;

/// `(ssss)`: which monitor.
public final class SpecStruct extends Struct {
  @Position(0)
  public final String connector;

  @Position(1)
  public final String vendor;

  @Position(2)
  public final String product;

  @Position(3)
  public final String serial;

  public SpecStruct(String connector, String vendor, String product, String serial) {
    this.connector = connector;
    this.vendor = vendor;
    this.product = product;
    this.serial = serial;
  }
}
