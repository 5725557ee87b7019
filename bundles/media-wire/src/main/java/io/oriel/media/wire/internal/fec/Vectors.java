package io.oriel.media.wire.internal.fec;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The kernels over the Vector API, as long as there is one.
final class Vectors {
  private static final Logger LOG = LoggerFactory.getLogger(Vectors.class);
  private static final String WIDTHS = "io.oriel.media.wire.internal.simd.Widths";
  private static final String MODULE = "jdk.incubator.vector";

  private Vectors() {}

  /// Whether there is; the log says what to do where not.
  static boolean present() {
    if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
      return true;
    }
    LOG.warn(
        "FEC runs without vector instructions: {} is not in this runtime; start with"
            + " --add-modules {}",
        MODULE,
        MODULE);
    return false;
  }

  /// A scalar kernel and, each newly defined, those of a class of the package `simd`.
  @SuppressWarnings("unchecked") // Widths.of gives a list of the type it is asked for
  static <K> List<K> after(K scalar, Class<K> type, String name) {
    var kernels = new ArrayList<K>();
    kernels.add(scalar);
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return kernels;
    }
    try {
      // By name: this class must stay loadable where the module is absent.
      var of = Class.forName(WIDTHS).getMethod("of", Class.class, String.class);
      kernels.addAll((List<K>) of.invoke(null, type, name));
    } catch (InvocationTargetException e) {
      LOG.warn("FEC runs without vector instructions: {}", e.getCause().toString());
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.warn("FEC runs without vector instructions: {}", e.toString());
    }
    return kernels;
  }
}
