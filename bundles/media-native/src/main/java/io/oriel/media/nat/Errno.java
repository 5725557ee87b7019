package io.oriel.media.nat;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/// Room for the `errno` of a call made through [Foreign#withErrno].
///
/// One thread at a time. An object that makes calls on a hot path keeps one of these, so that the
/// calls allocate nothing.
public final class Errno {
  private static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
  private static final long OFFSET =
      LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private final MemorySegment state = Arena.ofAuto().allocate(LAYOUT);

  /// What the call takes as its first argument.
  public MemorySegment state() {
    return state;
  }

  /// The error number of the last failed call.
  public int get() {
    return state.get(ValueLayout.JAVA_INT, OFFSET);
  }
}
