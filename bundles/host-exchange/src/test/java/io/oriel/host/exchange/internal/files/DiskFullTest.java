package io.oriel.host.exchange.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.web.WebReply;
import io.oriel.host.exchange.internal.Calls;
import io.oriel.lib.programs.Account;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a file system of 8 MiB, which only root can make.
class DiskFullTest {
  private static final int PIECE = 1 << 20;

  private final Client client = Calls.client("c1", Right.FILES);
  @TempDir Path disk;
  private FilesEndpoint files;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    Assumptions.assumeTrue(Account.hostUid() == 0, "only root mounts file systems");
    mounted = run("mount", "-t", "tmpfs", "-o", "size=8m", "none", disk.toString());
    Assumptions.assumeTrue(mounted, "a tmpfs cannot be mounted here");
    open(0);
  }

  @AfterEach
  void unmount() throws Exception {
    if (files != null) {
      files.close();
    }
    if (mounted) {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void a_file_that_does_not_fit_is_refused_before_it_begins() throws Exception {
    WebReply reply = begin("large", 9 << 20);

    assertThat(reply.status()).isEqualTo(507);
    assertThat(Calls.text(reply)).contains("no room");
    assertEmpty();
  }

  @Test
  void ten_gigabytes_are_refused_before_anything_is_made() throws Exception {
    WebReply reply = begin("huge.iso", 10_000_000_000L);

    assertThat(reply.status()).isEqualTo(507);
    assertThat(Calls.text(reply)).contains("no room for 10000000000 bytes");
    assertEmpty();
  }

  @Test
  void two_that_fit_alone_do_not_fit_together() {
    assertThat(begin("one", 5 << 20).status()).isEqualTo(200);

    assertThat(begin("two", 5 << 20).status()).isEqualTo(507);
  }

  @Test
  void a_disk_that_others_fill_meanwhile_ends_the_upload_and_leaves_nothing() throws Exception {
    String id = id(begin("a", 4 << 20));
    assertThat(put(id, 0).status()).isEqualTo(200);
    Files.write(disk.resolve("others"), new byte[6 << 20]);

    WebReply reply = put(id, PIECE);
    while (reply.status() == 200) {
      reply =
          put(
              id,
              JsonParser.parseString(Calls.text(reply))
                  .getAsJsonObject()
                  .get("offset")
                  .getAsLong());
    }

    assertThat(reply.status()).isEqualTo(507);
    assertThat(Calls.text(reply)).contains("full");
    assertEmpty();
    assertThat(put(id, PIECE).status()).isEqualTo(404);
    Files.delete(disk.resolve("others"));
    assertThat(begin("a", 4 << 20).status()).isEqualTo(200);
  }

  @Test
  void what_has_to_stay_free_stays_free() {
    open(3);

    assertThat(begin("a", 6 << 20).status()).isEqualTo(507);
    assertThat(begin("b", 4 << 20).status()).isEqualTo(200);
  }

  private void open(long reserveMib) {
    if (files != null) {
      files.close();
    }
    files =
        new FilesEndpoint(
            Calls.settings(
                Map.of("reserve_mib", reserveMib, "folder", disk.resolve("in").toString())),
            Calls.trust(Calls.clients(client)),
            _ -> new Owner(false, 0, -1, disk),
            Clock.systemUTC());
  }

  private WebReply begin(String name, long size) {
    byte[] body = ("{\"name\":\"" + name + "\",\"size\":" + size + "}").getBytes();
    return files.handle(Calls.call(client, "POST", "/uploads", Map.of(), body));
  }

  private WebReply put(String id, long offset) {
    var query = Map.of("offset", Long.toString(offset));
    return files.handle(Calls.call(client, "PUT", "/uploads/" + id, query, new byte[PIECE]));
  }

  private static String id(WebReply reply) {
    return JsonParser.parseString(Calls.text(reply)).getAsJsonObject().get("id").getAsString();
  }

  private void assertEmpty() throws Exception {
    Path folder = disk.resolve("in");
    assertThat(folder.resolve(".oriel-partial")).isEmptyDirectory();
    try (var all = Files.list(folder)) {
      assertThat(all).hasSize(1);
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
