package io.oriel.lib.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutJournalTest {
  private static final String DESKTOP = "/run/user/1000/sway-ipc.1000.4711.sock";

  @TempDir Path folder;
  private Path layouts;
  private LayoutJournal journal;

  @BeforeEach
  void prepare() {
    layouts = folder.resolve("state/layouts");
    journal = new LayoutJournal(layouts);
  }

  @Test
  void what_was_written_is_left_until_it_is_deleted() throws Exception {
    assertThat(journal.left()).isEmpty();

    journal.write(DESKTOP, "{\"a\": \"ü\nb\"}");
    journal.write("other", "");
    journal.write(DESKTOP, "newer");

    assertThat(new LayoutJournal(layouts).left())
        .containsExactlyInAnyOrder(
            new LayoutJournal.Entry(DESKTOP, "newer"), new LayoutJournal.Entry("other", ""));
    journal.delete(DESKTOP);
    journal.delete(DESKTOP);
    assertThat(journal.left()).containsExactly(new LayoutJournal.Entry("other", ""));
  }

  @Test
  void only_the_hosts_user_reads_it() throws Exception {
    journal.write(DESKTOP, "secret");

    Path file = files().getFirst();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(layouts)))
        .isEqualTo("rwx------");
    assertThat(file.getParent()).isEqualTo(layouts);
  }

  @Test
  void a_write_that_was_cut_off_leaves_what_was_there_before() throws Exception {
    journal.write(DESKTOP, "before");
    Path part = Path.of(files().getFirst() + ".part");
    Files.writeString(part, "oriel-layout 1 5\naf");

    assertThat(journal.left()).containsExactly(new LayoutJournal.Entry(DESKTOP, "before"));
    journal.write(DESKTOP, "after");
    assertThat(part).doesNotExist();
    assertThat(journal.left()).containsExactly(new LayoutJournal.Entry(DESKTOP, "after"));
  }

  @Test
  void files_that_make_no_sense_are_put_aside() throws Exception {
    journal.write("good", "layout");
    Files.writeString(layouts.resolve("short.layout"), "oriel-layout 1 9\nx");
    Files.writeString(layouts.resolve("empty.layout"), "");
    Files.writeString(layouts.resolve("%zz.layout"), "oriel-layout 1 1\nx");
    Files.write(layouts.resolve("bytes.layout"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});

    assertThat(journal.left()).containsExactly(new LayoutJournal.Entry("good", "layout"));

    assertThat(files().stream().filter(f -> f.toString().endsWith(".broken"))).hasSize(4);
    assertThat(journal.left()).hasSize(1);
  }

  @Test
  void a_folder_that_cannot_be_made_is_an_error() throws Exception {
    Files.createDirectories(layouts.getParent());
    Files.writeString(layouts, "a file");

    assertThatThrownBy(() -> journal.write(DESKTOP, "x")).isInstanceOf(IOException.class);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(layouts)) {
      return files.toList();
    }
  }
}
