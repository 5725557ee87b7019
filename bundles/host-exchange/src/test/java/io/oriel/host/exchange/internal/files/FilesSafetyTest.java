package io.oriel.host.exchange.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.trust.Right;
import io.oriel.api.web.Admission;
import io.oriel.api.web.WebReply;
import io.oriel.host.exchange.internal.Calls;
import io.oriel.lib.programs.Account;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What programs of the desktop, strangers and guests may try.
class FilesSafetyTest extends FilesFixture {
  @Test
  void guests_and_strangers_are_refused() {
    var guest =
        new Admission(
            Calls.client("c1", Right.VIEW, Right.FILES), Optional.of("0001"), Instant.MAX);

    assertThat(handle(Optional.of(guest)).status()).isEqualTo(403);
    assertThat(handle(Optional.empty()).status()).isEqualTo(401);
  }

  @Test
  void ten_gigabytes_are_announced_and_no_byte_of_them_is_kept_unsent() throws Exception {
    settings.put("file_mib", 9_000L);
    assertThat(begin(client, "huge.iso", 10_000_000_000L, null).status()).isEqualTo(413);
    settings.put("file_mib", 10_000L);
    Assumptions.assumeTrue(
        home.toFile().getUsableSpace() > 11_000_000_000L, "the disk has no room for 10 GB");
    String id = text(begin(client, "huge.iso", 10_000_000_000L, null), "id");

    WebReply last = put(client, id, 9_999_999_999L, new byte[1]);

    assertThat(last.status()).isEqualTo(409);
    assertThat(json(last).get("offset").getAsLong()).isZero();
    assertThat(folder.resolve(".oriel-partial").resolve(id + ".part")).isEmptyFile();
    assertThat(finish(client, id, sha256(new byte[0])).status()).isEqualTo(409);
    handle(client, "DELETE", "/uploads/" + id, Map.of(), "");
    assertNothingUnfinished();
  }

  @Test
  void names_with_paths_and_control_characters_stay_in_the_folder() throws Exception {
    for (String name :
        List.of(
            "../../a",
            "/etc/passwd",
            "..\\..\\b",
            "c\0.txt",
            "d\n\u001b[31m",
            "\u202egpj.e",
            "..")) {
      upload(client, name, "x".getBytes());
    }

    try (var all = Files.walk(home)) {
      List<Path> arrived =
          all.filter(path -> Files.isRegularFile(path) && !path.toString().endsWith(".json"))
              .toList();
      assertThat(arrived).hasSize(7).allMatch(path -> path.getParent().equals(folder));
      assertThat(arrived)
          .allMatch(
              path -> path.getFileName().toString().chars().noneMatch(Character::isISOControl));
    }
    assertThat(Path.of("/etc/passwd")).content().isNotEqualTo("x");
  }

  @Test
  void links_in_the_place_of_folders_and_files_are_not_followed() throws Exception {
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    Files.createDirectories(folder);
    Files.createSymbolicLink(folder.resolve(".oriel-partial"), elsewhere);

    assertThat(begin(client, "a", 1, null).status()).isEqualTo(500);
    Files.delete(folder.resolve(".oriel-partial"));
    Files.createSymbolicLink(folder.resolve("a"), elsewhere.resolve("a"));
    assertThat(upload(client, "a", "x".getBytes())).isEqualTo("a (2)");

    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void what_lies_about_among_the_unfinished_harms_nobody() throws Exception {
    Path partial = Files.createDirectories(folder.resolve(".oriel-partial"));
    String id = "0123456789abcdef0123456789abcdef";
    Files.writeString(partial.resolve(id + ".json"), "{\"client\":1,\"size\":\"x\"}");
    Files.createDirectory(partial.resolve(id.replace('0', 'f') + ".json"));
    Files.writeString(
        partial.resolve(id.replace('0', 'e') + ".json"),
        new UploadNote("c1", "a", 5, null, 0).json());
    Files.createSymbolicLink(
        partial.resolve(id.replace('0', 'e') + ".part"), Path.of("/etc/passwd"));
    Files.writeString(partial.resolve("unrelated"), "stays");

    assertThat(upload(client, "a", "x".getBytes())).isEqualTo("a");

    assertThat(partial.resolve("unrelated")).exists();
    assertThat(Path.of("/etc/passwd")).exists();
  }

  @Test
  void offered_files_are_those_of_one_folder_and_off_until_it_is_set() throws Exception {
    assertThat(handle(client, "GET", "/offered", Map.of(), "").status()).isEqualTo(404);
    Path offered = Files.createDirectory(home.resolve("offered"));
    Files.writeString(offered.resolve("größe.txt"), "hello");
    Files.writeString(offered.resolve(".hidden"), "no");
    Files.createDirectory(offered.resolve("sub"));
    Files.createSymbolicLink(offered.resolve("link"), Path.of("/etc/passwd"));
    settings.put("offered_folder", offered.toString());

    var list = json(handle(client, "GET", "/offered", Map.of(), "")).getAsJsonArray("files");
    assertThat(list).hasSize(1);
    assertThat(list.get(0).getAsJsonObject().get("name").getAsString()).isEqualTo("größe.txt");
    assertThat(list.get(0).getAsJsonObject().get("size").getAsLong()).isEqualTo(5);

    WebReply file = handle(client, "GET", "/offered/größe.txt", Map.of(), "");
    assertThat(content(file)).isEqualTo("hello");
    assertThat(file.headers().get("content-disposition")).startsWith("attachment");
    for (String name : new String[] {".hidden", "sub", "link", "..", "none", "\u0001"}) {
      assertThat(handle(client, "GET", "/offered/" + name, Map.of(), "").status())
          .as(name)
          .isEqualTo(404);
    }
    assertThat(handle(without, "GET", "/offered", Map.of(), "").status()).isEqualTo(403);
  }

  @Test
  void a_host_that_is_root_gives_files_to_the_desktops_user() throws Exception {
    Assumptions.assumeTrue(Account.hostUid() == 0, "only root gives files away");
    files.close();
    Files.setAttribute(home, "unix:uid", 65534);
    owner = new Owner(true, 65534, 65534, home);
    files = endpoint(Clock.systemUTC());

    upload(client, "a", "x".getBytes());

    for (Path path : List.of(folder.getParent(), folder, folder.resolve("a"))) {
      assertThat(Files.getAttribute(path, "unix:uid")).as(path.toString()).isEqualTo(65534);
    }
    Path foreign = Files.createDirectory(home.resolve("roots"));
    settings.put("folder", foreign.toString());
    WebReply reply = begin(client, "a", 1, null);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(foreign).isEmptyDirectory();
  }

  @Test
  void a_link_in_the_place_of_an_upload_changes_nothing_elsewhere() throws Exception {
    Path secret = Files.writeString(home.resolve("secret"), "secret");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    String id = text(begin(client, "a", 1, null), "id");
    put(client, id, 0, "x".getBytes());
    Path part = folder.resolve(".oriel-partial").resolve(id + ".part");
    Files.delete(part);
    Files.createSymbolicLink(part, secret);

    finish(client, id, sha256("x".getBytes()));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(secret).hasContent("secret");
  }

  @Test
  void a_host_that_is_root_offers_nothing_that_desktops_could_not_read() throws Exception {
    Assumptions.assumeTrue(Account.hostUid() == 0, "only root could read everything");
    owner = new Owner(true, 65534, 65534, home);
    Path secrets = Files.createDirectory(home.resolve("secrets"));
    Path secret = Files.writeString(secrets.resolve("secret"), "secret");
    Path offered = home.resolve("offered");
    settings.put("offered_folder", offered.toString());

    Files.createSymbolicLink(offered, secrets);
    assertThat(handle(client, "GET", "/offered", Map.of(), "").status()).isEqualTo(503);
    assertThat(handle(client, "GET", "/offered/secret", Map.of(), "").status()).isEqualTo(503);
    Files.delete(offered);
    Files.createDirectory(offered);
    Files.setAttribute(offered, "unix:uid", 65534);
    Files.createLink(offered.resolve("hard"), secret);
    Files.setAttribute(Files.writeString(offered.resolve("own"), "own"), "unix:uid", 65534);

    assertThat(handle(client, "GET", "/offered/hard", Map.of(), "").status()).isEqualTo(404);
    assertThat(content(handle(client, "GET", "/offered/own", Map.of(), ""))).isEqualTo("own");
    assertThat(json(handle(client, "GET", "/offered", Map.of(), "")).getAsJsonArray("files"))
        .hasSize(1);
  }

  @Test
  void a_host_that_is_root_offers_what_root_alone_can_change() throws Exception {
    Assumptions.assumeTrue(Account.hostUid() == 0, "only root could read everything");
    for (Path path : List.of(Path.of("/"), Path.of("/etc"))) {
      boolean roots =
          Files.getAttribute(path, "unix:uid").equals(0)
              && ((Integer) Files.getAttribute(path, "unix:mode") & 022) == 0;
      Assumptions.assumeTrue(roots, path + " is not root's alone");
    }
    owner = new Owner(true, 65534, 65534, home);
    settings.put("offered_folder", "/etc");

    assertThat(content(handle(client, "GET", "/offered/passwd", Map.of(), ""))).contains("root");
  }
}
