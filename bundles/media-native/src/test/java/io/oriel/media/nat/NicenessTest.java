package io.oriel.media.nat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NicenessTest {
  private static final int NICE = 18; // proc(5): field 19 of stat; two of them before its ')'

  @Test
  void only_the_calling_thread_becomes_nicer() throws Exception {
    var seen = new int[1];
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Niceness.set(7);
                    seen[0] = nice(Path.of("/proc/thread-self/stat"));
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                });
    thread.join();

    assertThat(seen[0]).isEqualTo(7);
    assertThat(nice(Path.of("/proc/self/stat"))).isLessThan(7);
  }

  private static int nice(Path stat) throws Exception {
    String text = Files.readString(stat);
    String[] afterName = text.substring(text.lastIndexOf(')') + 2).split(" ");
    return Integer.parseInt(afterName[NICE - 2]);
  }
}
