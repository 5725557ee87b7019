package io.oriel.media.nat;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class NativeHeapTest {
  private static final long BLOCK = 64 << 10; // below what malloc takes from the kernel one by one
  private static final int BLOCKS = 1024;

  private static final MethodHandle MALLOC =
      Foreign.function("malloc", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
  private static final MethodHandle FREE =
      Foreign.function("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

  @Test
  @SuppressWarnings("restricted")
  void memory_below_a_block_that_lives_on_is_given_back() throws Throwable {
    var blocks = new ArrayList<MemorySegment>();
    for (int i = 0; i < BLOCKS; i++) {
      var block = ((MemorySegment) MALLOC.invokeExact(BLOCK)).reinterpret(BLOCK);
      blocks.add(block.fill((byte) 1));
    }
    MemorySegment last = blocks.removeLast();
    for (MemorySegment block : blocks) {
      FREE.invokeExact(block);
    }
    long before = residentKib();

    boolean some = NativeHeap.trim();

    assertThat(some).isTrue();
    assertThat(residentKib()).isLessThan(before - BLOCKS * BLOCK / 1024 / 2);
    FREE.invokeExact(last);
  }

  private static long residentKib() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
