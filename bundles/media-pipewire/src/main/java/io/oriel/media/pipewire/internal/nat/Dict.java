package io.oriel.media.pipewire.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;

/// `struct spa_dict` (`spa/utils/dict.h`): flags, count, pointer to pairs of texts.
@SuppressWarnings("restricted")
public final class Dict {
  private static final int BYTES = 16;
  private static final int PAIR = 16;
  private static final int MOST = 4096;

  private Dict() {}

  /// Lays out a dictionary.
  public static MemorySegment of(Map<String, String> entries, Arena arena) {
    MemorySegment pairs = arena.allocate(Math.max(1, entries.size()) * (long) PAIR, 8);
    long at = 0;
    for (var entry : entries.entrySet()) {
      pairs.set(ADDRESS, at, arena.allocateFrom(entry.getKey()));
      pairs.set(ADDRESS, at + 8, arena.allocateFrom(entry.getValue()));
      at += PAIR;
    }
    MemorySegment dict = arena.allocate(BYTES, 8);
    dict.set(JAVA_INT, 4, entries.size());
    dict.set(ADDRESS, 8, pairs);
    return dict;
  }

  /// Reads one that PipeWire handed over; empty for NULL.
  public static Map<String, String> read(MemorySegment pointer) {
    var entries = new TreeMap<String, String>();
    if (pointer.address() != 0) {
      MemorySegment dict = pointer.reinterpret(BYTES);
      int count = Math.clamp(dict.get(JAVA_INT, 4), 0, MOST);
      MemorySegment pairs = dict.get(ADDRESS, 8).reinterpret(count * (long) PAIR);
      for (long at = 0; at < pairs.byteSize(); at += PAIR) {
        String value = LibPipeWire.text(pairs.get(ADDRESS, at + 8));
        if (value != null) {
          entries.put(LibPipeWire.text(pairs.get(ADDRESS, at)), value);
        }
      }
    }
    return entries;
  }
}
