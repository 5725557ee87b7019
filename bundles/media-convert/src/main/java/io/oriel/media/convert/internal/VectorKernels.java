package io.oriel.media.convert.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;

/// Makes the vector kernels. Touched only where `jdk.incubator.vector` may be absent and that is
/// caught.
final class VectorKernels {
  private VectorKernels() {}

  /// One kernel for every width of this CPU, empty where the widest vectors are below 256 bits.
  static List<Kernel> all(Kernel narrow) {
    List<Kernel> kernels = new ArrayList<>();
    int most = IntVector.SPECIES_PREFERRED.vectorBitSize();
    try (InputStream in = VectorKernels.class.getResourceAsStream("VectorKernel.class")) {
      byte[] bytes = in.readAllBytes();
      for (int bits = 256; bits <= Math.min(most, 512); bits *= 2) {
        var lookup =
            MethodHandles.lookup()
                .defineHiddenClassWithClassData(bytes, VectorShape.forBitSize(bits), true);
        kernels.add(
            (Kernel)
                lookup
                    .findConstructor(
                        lookup.lookupClass(), MethodType.methodType(void.class, Kernel.class))
                    .invoke(narrow));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot set up the vector kernels", e);
    }
    return kernels;
  }
}
