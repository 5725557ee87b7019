package io.oriel.media.nat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Finds C functions. Meant for `static final` fields of `internal.nat` classes.
public final class Foreign {
  private static final Linker LINKER = Linker.nativeLinker();

  private Foreign() {}

  /// A function of the C library.
  ///
  /// @throws LinkageError when the C library lacks it
  @SuppressWarnings("restricted")
  public static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new LinkageError("the C library has no " + name)),
        descriptor,
        options);
  }

  /// A function of the C library that also captures `errno`: its first argument is
  /// [Errno#state()], then come those of the descriptor.
  public static MethodHandle withErrno(String name, FunctionDescriptor descriptor) {
    return function(name, descriptor, Linker.Option.captureCallState("errno"));
  }

  /// A function of a library opened by [#library].
  ///
  /// @throws LinkageError when the library lacks it
  @SuppressWarnings("restricted")
  public static MethodHandle function(
      SymbolLookup library, String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(
        library.find(name).orElseThrow(() -> new LinkageError("no function " + name)),
        descriptor,
        options);
  }

  /// Opens a shared library for the life of the process.
  ///
  /// @param soname with its version, as the distribution installs it: `libxkbcommon.so.0`
  /// @return empty when it is not installed
  @SuppressWarnings("restricted")
  public static Optional<SymbolLookup> library(String soname) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(soname, Arena.global()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// For the `catch` around `invokeExact`, which declares `Throwable` and throws only errors.
  public static AssertionError unexpected(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    return new AssertionError(thrown);
  }
}
