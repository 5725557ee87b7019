package io.oriel.vdisplay.mutter.internal.layout;

import java.util.List;
import java.util.Optional;

/// A monitor as Mutter tells it.
///
/// @param connector `HDMI-1`, `Meta-0`; may name another monitor later
/// @param serial tells two virtual monitors of one Mutter apart
public record Monitor(
    String connector, String vendor, String product, String serial, List<Mode> modes) {
  /// The product of monitors that are screen casts' (Mutter's virtual stream source).
  private static final String VIRTUAL = "Virtual remote monitor";

  /// What a monitor can show.
  ///
  /// @param refreshHz pictures per second
  /// @param scales the ones Mutter allows with it
  public record Mode(
      String id, int width, int height, double refreshHz, List<Double> scales, boolean current) {
    public Mode {
      scales = List.copyOf(scales);
    }

    /// Pictures per 1000 s.
    public int refreshMilliHz() {
      return (int) Math.round(refreshHz * 1000);
    }

    /// The scale that is allowed and nearest to the wanted one.
    public double scaleNear(double wanted) {
      return scales.stream()
          .min(
              java.util.Comparator.comparingDouble(
                  scale -> Math.abs(Math.log(scale) - Math.log(wanted))))
          .orElse(1.0);
    }
  }

  public Monitor {
    modes = List.copyOf(modes);
  }

  /// What it shows; empty: it is off.
  public Optional<Mode> current() {
    return modes.stream().filter(Mode::current).findFirst();
  }

  /// Whether somebody's screen cast made it. Mutter 43 … 50 crash when such a monitor is off while
  /// it is recorded.
  public boolean virtual() {
    return product.equals(VIRTUAL);
  }

  /// Whether it is the same device, whatever its connector is called now.
  public boolean same(Monitor other) {
    return vendor.equals(other.vendor)
        && product.equals(other.product)
        && serial.equals(other.serial)
        && (virtual() || connector.equals(other.connector));
  }
}
