package io.oriel.vdisplay.mutter.internal.bus;

/// systemd's manager of the user's services (org.freedesktop.systemd1(5)): its property
/// `Environment` (as) is what programs are started with.
public final class Systemd {
  /// Name on the bus.
  public static final String NAME = "org.freedesktop.systemd1";

  /// The object.
  public static final String PATH = "/org/freedesktop/systemd1";

  /// Name of the interface.
  public static final String INTERFACE = "org.freedesktop.systemd1.Manager";

  private Systemd() {}
}
