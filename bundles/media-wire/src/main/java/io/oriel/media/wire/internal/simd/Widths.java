package io.oriel.media.wire.internal.simd;

import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/// Makes the kernels of this package for every register width the machine has. Loaded only where
/// the incubator module `jdk.incubator.vector` is present.
///
/// The compiler sees vectors only if their species is a constant of the class. So a kernel is
/// written once, takes its species from [#species], and is defined anew, as a hidden class, for
/// each width.
public final class Widths {
  private static final List<VectorSpecies<Byte>> ALL =
      List.of(ByteVector.SPECIES_128, ByteVector.SPECIES_256, ByteVector.SPECIES_512);

  private Widths() {}

  /// Instances of a kernel of this package, narrowest first.
  ///
  /// @param name simple name of a class with a public constructor without parameters
  public static <T> List<T> of(Class<T> type, String name) throws ReflectiveOperationException {
    var kernels = new ArrayList<T>();
    for (VectorSpecies<Byte> species : ALL) {
      if (species.vectorBitSize() <= ByteVector.SPECIES_PREFERRED.vectorBitSize()) {
        Class<?> kernel =
            MethodHandles.lookup()
                .defineHiddenClassWithClassData(bytes(name), species, true)
                .lookupClass();
        kernels.add(type.cast(kernel.getDeclaredConstructor().newInstance()));
      }
    }
    return kernels;
  }

  /// The width a kernel was defined for.
  @SuppressWarnings("unchecked") // of() gives nothing else
  static VectorSpecies<Byte> species(MethodHandles.Lookup kernel) {
    try {
      return (VectorSpecies<Byte>)
          MethodHandles.classData(kernel, ConstantDescs.DEFAULT_NAME, VectorSpecies.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // a full lookup of the class itself
    }
  }

  private static byte[] bytes(String name) throws ReflectiveOperationException {
    try (InputStream in = Widths.class.getResourceAsStream(name + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
