package io.oriel.media.wire.internal.fec;

import io.oriel.media.wire.internal.leopard.Butterflies;
import io.oriel.media.wire.internal.leopard.ScalarButterflies;
import java.util.List;

/// The kernels of both fields: those this JVM can run, and the fastest of them.
public final class Kernels {
  // A host that serves one protocol needs one field: each is tried when it is first used.
  private static final class Bytes {
    static final Choice<Kernel> CHOICE =
        new Choice<>(
            new Trial<>("GF(2^8)", Kernel::name, new KernelRound()),
            new ScalarKernel(),
            Kernels::all);
  }

  private static final class Words {
    static final Choice<Butterflies> CHOICE =
        new Choice<>(
            new Trial<>("GF(2^16)", Butterflies::name, new ButterflyRound()),
            new ScalarButterflies(),
            Kernels::allButterflies);
  }

  private Kernels() {}

  /// The fastest of GF(2^8).
  public static Choice<Kernel> bytes() {
    return Bytes.CHOICE;
  }

  /// The fastest of GF(2^16).
  public static Choice<Butterflies> words() {
    return Words.CHOICE;
  }

  /// Every kernel of GF(2^8) that works here, the scalar one first, then from narrow to wide.
  public static List<Kernel> all() {
    return Vectors.after(new ScalarKernel(), Kernel.class, "VectorKernel");
  }

  /// Every kernel of GF(2^16) that works here, ordered like [#all()].
  public static List<Butterflies> allButterflies() {
    return Vectors.after(new ScalarButterflies(), Butterflies.class, "VectorButterflies");
  }
}
