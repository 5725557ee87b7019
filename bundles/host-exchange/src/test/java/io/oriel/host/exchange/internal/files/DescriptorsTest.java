package io.oriel.host.exchange.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.web.WebReply;
import io.oriel.host.exchange.internal.Calls;
import io.oriel.media.nat.ErrnoException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// A host that may open no more files, with any number left to it.
class DescriptorsTest extends FilesFixture {
  private static final int ROOM = 64;
  private static final int MOST_NEEDED = 12;
  private static final int EMFILE = 24;
  private static final Path NOTHING = Path.of("/dev/null");

  private final Deque<FileChannel> hoard = new ArrayDeque<>();
  private boolean limited;

  @BeforeEach
  void limit() throws Exception {
    loadClasses();
    limited = prlimit(highest() + ROOM);
    Assumptions.assumeTrue(limited, "the tool prlimit cannot limit this process");
  }

  @AfterEach
  void restore() throws Exception {
    release();
    if (limited) {
      assertThat(prlimit(Long.MAX_VALUE)).isTrue();
    }
  }

  @Test
  void unfinished_uploads_of_earlier_runs_stay_until_they_can_be_looked_at() throws Exception {
    String id = text(begin(client, "a", 8, null), "id");
    assertThat(put(client, id, 0, "some".getBytes()).status()).isEqualTo(200);
    files.close();
    Path partial = folder.resolve(".oriel-partial");

    int refused = 0;
    for (int left = 0; left <= MOST_NEEDED; left++) {
      try (var again = new Uploads(_ -> owner, Clock.systemUTC())) {
        take(left);
        refused += found(again, id) ? 0 : 1;
        release();
        assertThat(partial.resolve(id + ".part")).as("with %d left", left).hasContent("some");
        assertThat(partial.resolve(id + ".json")).as("with %d left", left).exists();
        assertThat(found(again, id)).as("after that with %d left", left).isTrue();
      }
    }

    assertThat(refused).isBetween(1, MOST_NEEDED);
    files = endpoint(Clock.systemUTC());
    assertThat(put(client, id, 4, "more".getBytes()).status()).isEqualTo(200);
    assertThat(finish(client, id, sha256("somemore".getBytes())).status()).isEqualTo(200);
  }

  @Test
  void uploads_that_cannot_begin_are_refused_with_a_reason_and_leave_nothing() throws Exception {
    assertThat(begin(client, "first", 1, null).status()).isEqualTo(200);

    int refused = 0;
    for (int left = 0; left <= MOST_NEEDED; left++) {
      long before = partials();
      take(left);
      WebReply reply = begin(other, "a" + left, 1, null);
      release();
      if (reply.status() == 200) {
        continue;
      }
      refused++;
      assertThat(reply.status()).as(Calls.text(reply)).isEqualTo(503);
      assertThat(Calls.text(reply)).contains("too many files open", "try again");
      assertThat(partials()).as("with %d left", left).isEqualTo(before);
    }

    assertThat(refused).isBetween(1, MOST_NEEDED);
    assertThat(upload(client, "later", "x".getBytes())).isEqualTo("later");
  }

  private boolean found(Uploads uploads, String id) throws Exception {
    try {
      return uploads.get(client.id(), id, Calls.settings(settings)).offset() == 4;
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("Too many open files");
      return false;
    }
  }

  private long partials() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve(".oriel-partial"))) {
      return all.count();
    }
  }

  /// Opens all that may be opened but so many.
  private void take(int left) throws IOException {
    while (true) {
      try {
        hoard.push(FileChannel.open(NOTHING));
      } catch (IOException e) {
        break;
      }
    }
    assertThat(hoard.size()).isGreaterThan(left);
    for (int i = 0; i < left; i++) {
      hoard.pop().close();
    }
  }

  private void release() throws IOException {
    while (!hoard.isEmpty()) {
      hoard.pop().close();
    }
  }

  private static long highest() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.mapToLong(path -> Long.parseLong(path.getFileName().toString())).max().orElse(0);
    }
  }

  /// Of this process alone, and up to its hard limit.
  private static boolean prlimit(long most) throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    String soft = most == Long.MAX_VALUE ? hard() : Long.toString(most);
    var command = new ProcessBuilder("prlimit", "--pid", pid, "--nofile=" + soft + ":");
    try {
      Process process = command.redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // not installed
    }
  }

  private static String hard() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/limits")).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.split("\\s+")[4])
        .findFirst()
        .orElseThrow();
  }

  /// A class that is wanted when no file can be opened would be missing for good.
  private static void loadClasses() throws Exception {
    for (Class<?> one : new Class<?>[] {Uploads.class, DescriptorsTest.class}) {
      Path all = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> classes = Files.walk(all)) {
        for (Path file : classes.filter(path -> path.toString().endsWith(".class")).toList()) {
          String name = all.relativize(file).toString().replace('/', '.');
          Class.forName(name.substring(0, name.length() - ".class".length()));
        }
      }
    }
    var failure = new ErrnoException("open the file of this warning", EMFILE);
    LoggerFactory.getLogger(FilesEndpoint.class).warn("This is none: {}", failure.toString());
  }
}
