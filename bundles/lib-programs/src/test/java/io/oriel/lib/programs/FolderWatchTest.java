package io.oriel.lib.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
  private static final long SOON_SECONDS = 10;

  @TempDir Path folder;
  private final Semaphore told = new Semaphore(0);

  private boolean told() throws InterruptedException {
    boolean came = told.tryAcquire(SOON_SECONDS, TimeUnit.SECONDS);
    told.drainPermits();
    return came;
  }

  @Test
  void a_new_a_changed_and_a_deleted_file_are_told() throws Exception {
    try (var _ = FolderWatch.start("watch-test", () -> List.of(folder), told::release)) {
      Path file = Files.writeString(folder.resolve("a"), "1");
      assertThat(told()).isTrue();
      Files.writeString(file, "2");
      assertThat(told()).isTrue();
      Files.delete(file);
      assertThat(told()).isTrue();
    }
  }

  @Test
  void a_folder_that_is_made_later_is_watched_from_then_on() throws Exception {
    Path later = folder.resolve("not/yet");
    try (var _ = FolderWatch.start("watch-test", () -> List.of(later), told::release)) {
      Files.createDirectories(later);
      assertThat(told()).isTrue();
      Files.writeString(later.resolve("a"), "1");
      assertThat(told()).isTrue();
    }
  }
}
