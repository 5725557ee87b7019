package io.oriel.media.core.internal.nat;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// How late the kernel may wake the calling thread.
public final class Slack {
  private static final int PR_SET_TIMERSLACK = 29; // linux/prctl.h

  // int prctl(int option, unsigned long slack_nanos, …)
  private static final MethodHandle PRCTL = prctl();

  private Slack() {}

  /// Asks for wake-ups on time, to the nanosecond.
  ///
  /// @return `false`: refused; the thread keeps the slack it had
  public static boolean smallest() {
    try {
      return (int) PRCTL.invokeExact(PR_SET_TIMERSLACK, 1L) == 0;
    } catch (Throwable t) {
      throw new LinkageError("prctl", t);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle prctl() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("prctl"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG),
        Linker.Option.firstVariadicArg(1));
  }
}
