package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.oriel.media.pipewire.pod.Pod;
import io.oriel.media.pipewire.pod.PodWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Parameters laid out as `const struct spa_pod **`.
final class Params {
  private Params() {}

  static MemorySegment of(Arena arena, Pod... pods) {
    MemorySegment pointers = arena.allocate(ADDRESS, pods.length);
    for (int i = 0; i < pods.length; i++) {
      byte[] bytes = PodWriter.write(pods[i]);
      MemorySegment pod = arena.allocate(bytes.length, 8);
      MemorySegment.copy(bytes, 0, pod, JAVA_BYTE, 0, bytes.length);
      pointers.setAtIndex(ADDRESS, i, pod);
    }
    return pointers;
  }
}
