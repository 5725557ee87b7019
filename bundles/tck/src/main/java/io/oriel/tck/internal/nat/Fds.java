package io.oriel.tck.internal.nat;

import io.oriel.api.display.CaptureTarget;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.OptionalInt;

/// Descriptors that belong to the caller.
public final class Fds {
  private static final MethodHandle CLOSE = close();

  private Fds() {}

  @SuppressWarnings("restricted")
  private static MethodHandle close() {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find("close").orElseThrow(),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  /// The descriptor in a target, if it has one.
  public static OptionalInt of(CaptureTarget target) {
    return target instanceof CaptureTarget.PipeWireNode node
        ? node.remoteFd()
        : OptionalInt.empty();
  }

  /// Closes the descriptor in a target, if it has one.
  public static void close(CaptureTarget target) {
    of(target).ifPresent(Fds::close);
  }

  /// Closes a descriptor.
  public static void close(int fd) {
    try {
      int _ = (int) CLOSE.invokeExact(fd);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
