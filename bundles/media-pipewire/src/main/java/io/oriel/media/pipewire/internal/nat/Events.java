package io.oriel.media.pipewire.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// A table of callbacks and the hook it is listened with; both live as long as an arena.
///
/// A table is a version (8 bytes) and one pointer per event; NULL: not listened to.
@SuppressWarnings("restricted")
public final class Events {
  // struct spa_hook: a list's two links, table, data, removed, private
  private static final int HOOK_BYTES = 48;

  private final Arena arena;
  private final MemorySegment table;
  private final MemorySegment hook;

  /// @param count events in the table
  public Events(Arena arena, int version, int count) {
    this.arena = arena;
    table = arena.allocate(8 + count * 8L, 8);
    table.set(JAVA_INT, 0, version);
    hook = arena.allocate(HOOK_BYTES, 8);
  }

  /// Sets one callback; it must not throw.
  ///
  /// @param index of the event, from 0
  public Events on(int index, MethodHandle callback, FunctionDescriptor descriptor) {
    table.set(ADDRESS, 8 + index * 8L, function(callback, descriptor, arena));
    return this;
  }

  /// Sets one callback that is a function of C itself.
  ///
  /// @param index of the event, from 0
  public Events on(int index, MemorySegment function) {
    table.set(ADDRESS, 8 + index * 8L, function);
    return this;
  }

  /// The table, for a listener.
  public MemorySegment table() {
    return table;
  }

  /// The room PipeWire keeps its list in.
  public MemorySegment hook() {
    return hook;
  }

  /// A C function that calls Java.
  public static MemorySegment function(
      MethodHandle callback, FunctionDescriptor descriptor, Arena arena) {
    return Linker.nativeLinker().upcallStub(callback, descriptor, arena);
  }
}
