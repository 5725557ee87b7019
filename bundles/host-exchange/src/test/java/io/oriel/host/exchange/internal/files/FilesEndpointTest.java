package io.oriel.host.exchange.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.web.Admission;
import io.oriel.api.web.WebReply;
import io.oriel.host.exchange.internal.Calls;
import io.oriel.lib.programs.Account;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesEndpointTest {
  private static final int PIECE = 1 << 20;

  private final Client client = Calls.client("c1", Right.VIEW, Right.FILES);
  private final Client other = Calls.client("c2", Right.FILES);
  private final Client without = Calls.client("c3", Right.VIEW);
  private final List<Client> clients = Calls.clients(client, other, without);
  private final Map<String, Object> settings = new HashMap<>();
  @TempDir Path home;
  private Path folder;
  private Owner owner;
  private FilesEndpoint files;

  @BeforeEach
  void open() {
    folder = home.resolve("Downloads/Oriel");
    owner = new Owner(false, Account.hostUid(), -1, home);
    settings.put("reserve_mib", 0L);
    files = endpoint(Clock.systemUTC());
  }

  @AfterEach
  void close() {
    files.close();
  }

  @Test
  void a_file_arrives_in_pieces_under_its_name() throws Exception {
    byte[] bytes = random(3 * PIECE + 12345);

    assertThat(folder).doesNotExist();
    assertThat(upload(client, "größe.bin", bytes)).isEqualTo("größe.bin");

    assertThat(folder.resolve("größe.bin")).hasBinaryContent(bytes);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertNothingUnfinished();
  }

  @Test
  void an_empty_file_arrives_too() throws Exception {
    assertThat(upload(client, "empty", new byte[0])).isEqualTo("empty");

    assertThat(folder.resolve("empty")).isEmptyFile();
  }

  @Test
  void a_name_that_is_taken_gets_a_number_and_nothing_is_overwritten() throws Exception {
    upload(client, "a.txt", "one".getBytes());

    assertThat(upload(other, "a.txt", "two".getBytes())).isEqualTo("a (2).txt");
    assertThat(upload(client, "a.txt", "three".getBytes())).isEqualTo("a (3).txt");

    assertThat(folder.resolve("a.txt")).hasContent("one");
    assertThat(folder.resolve("a (2).txt")).hasContent("two");
  }

  @Test
  void an_upload_goes_on_where_it_stopped_also_after_a_restart() throws Exception {
    byte[] bytes = random(2 * PIECE);
    String sha = sha256(bytes);
    String id = text(begin(client, "a.bin", bytes.length, sha), "id");
    assertThat(put(client, id, 0, Arrays.copyOf(bytes, PIECE)).status()).isEqualTo(200);

    JsonObject again = json(begin(client, "a.bin", bytes.length, sha));
    assertThat(again.get("id").getAsString()).isEqualTo(id);
    assertThat(again.get("offset").getAsInt()).isEqualTo(PIECE);
    files.close();
    files = endpoint(Clock.systemUTC());
    JsonObject later = json(begin(client, "a.bin", bytes.length, sha));
    assertThat(later.get("id").getAsString()).isEqualTo(id);
    assertThat(later.get("offset").getAsInt()).isEqualTo(PIECE);

    put(client, id, PIECE, Arrays.copyOfRange(bytes, PIECE, 2 * PIECE));
    assertThat(finish(client, id, sha).status()).isEqualTo(200);
    assertThat(folder.resolve("a.bin")).hasBinaryContent(bytes);
    assertNothingUnfinished();
  }

  @Test
  void a_piece_for_another_place_is_told_the_right_one() throws Exception {
    String id = text(begin(client, "a", 10, null), "id");
    put(client, id, 0, "01234".getBytes());

    WebReply reply = put(client, id, 3, "34567".getBytes());

    assertThat(reply.status()).isEqualTo(409);
    assertThat(json(reply).get("offset").getAsInt()).isEqualTo(5);
    assertThat(put(client, id, 5, "567890".getBytes()).status()).isEqualTo(400);
    assertThat(finish(client, id, sha256(new byte[0])).status()).isEqualTo(409);
  }

  @Test
  void a_file_whose_checksum_differs_is_gone() throws Exception {
    String id = text(begin(client, "a", 3, null), "id");
    put(client, id, 0, "abc".getBytes());

    assertThat(finish(client, id, sha256("abd".getBytes())).status()).isEqualTo(422);

    assertThat(get(client, id).status()).isEqualTo(404);
    assertThat(folder.resolve("a")).doesNotExist();
    assertNothingUnfinished();
  }

  @Test
  void an_answer_that_was_lost_is_given_again() throws Exception {
    String id = text(begin(client, "a", 3, null), "id");
    put(client, id, 0, "abc".getBytes());
    String sha = sha256("abc".getBytes());

    assertThat(text(finish(client, id, sha), "name")).isEqualTo("a");
    assertThat(text(finish(client, id, sha), "name")).isEqualTo("a");

    assertThat(finish(other, id, sha).status()).isEqualTo(404);
    assertThat(finish(client, id, sha256(new byte[0])).status()).isEqualTo(404);
    assertThat(folder.resolve("a (2)")).doesNotExist();
  }

  @Test
  void an_upload_that_is_given_up_leaves_nothing() throws Exception {
    String id = text(begin(client, "a", 3, null), "id");
    put(client, id, 0, "ab".getBytes());

    assertThat(handle(client, "DELETE", "/uploads/" + id, Map.of(), "").status()).isEqualTo(204);

    assertThat(handle(client, "DELETE", "/uploads/" + id, Map.of(), "").status()).isEqualTo(404);
    assertNothingUnfinished();
  }

  @Test
  void rights_are_looked_up_at_each_call_and_uploads_are_ones_own() throws Exception {
    String id = text(begin(client, "a", 3, null), "id");

    assertThat(begin(without, "a", 3, null).status()).isEqualTo(403);
    assertThat(get(other, id).status()).isEqualTo(404);
    assertThat(put(other, id, 0, "abc".getBytes()).status()).isEqualTo(404);
    clients.set(0, Calls.client("c1", Right.VIEW));
    assertThat(put(client, id, 0, "abc".getBytes()).status()).isEqualTo(403);
    clients.remove(0);
    assertThat(get(client, id).status()).isEqualTo(403);
  }

  @Test
  void guests_and_strangers_are_refused() {
    var guest =
        new Admission(
            Calls.client("c1", Right.VIEW, Right.FILES), Optional.of("0001"), Instant.MAX);

    assertThat(handle(Optional.of(guest)).status()).isEqualTo(403);
    assertThat(handle(Optional.empty()).status()).isEqualTo(401);
  }

  @Test
  void sizes_numbers_and_quotas_are_bounded() throws Exception {
    settings.put("file_mib", 2L);
    settings.put("client_mib", 3L);
    settings.put("client_uploads", 2);

    assertThat(begin(client, "a", (2 << 20) + 1, null).status()).isEqualTo(413);
    assertThat(begin(client, "a", 2 << 20, null).status()).isEqualTo(200);
    assertThat(text(begin(client, "b", 2 << 20, null), "error")).isEqualTo("quota");
    assertThat(begin(client, "b", 1, null).status()).isEqualTo(200);
    assertThat(text(begin(client, "c", 1, null), "error")).isEqualTo("busy");
    assertThat(begin(other, "c", 1, null).status()).isEqualTo(200);
  }

  @Test
  void what_was_uploaded_counts_for_a_day() throws Exception {
    settings.put("client_mib", 1L);
    upload(client, "a", new byte[900_000]);

    assertThat(text(begin(client, "b", 900_000, null), "error")).isEqualTo("quota");

    files.close();
    files = endpoint(Clock.systemUTC()); // a new run of the host begins anew
    assertThat(begin(client, "b", 900_000, null).status()).isEqualTo(200);
  }

  @Test
  void room_that_is_to_stay_free_is_refused_before_anything_is_made() throws Exception {
    settings.put("reserve_mib", Long.MAX_VALUE >> 21);

    WebReply reply = begin(client, "a", 1, null);

    assertThat(reply.status()).isEqualTo(507);
    assertNothingUnfinished();
  }

  @Test
  void an_upload_that_nobody_goes_on_with_expires() throws Exception {
    begin(client, "a", 10, null);
    files.close();
    files = endpoint(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)));

    begin(client, "b", 10, null);

    try (var left = Files.list(folder.resolve(".oriel-partial"))) {
      assertThat(left).hasSize(2);
    }
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
  void nonsense_is_answered_with_a_reason() throws Exception {
    String id = text(begin(client, "a", 3, null), "id");
    for (String body :
        new String[] {
          "",
          "[]",
          "{",
          "null",
          "{\"name\":1,\"size\":1}",
          "{\"name\":\"a\"}",
          "{\"name\":\"a\",\"size\":-1}",
          "{\"name\":\"a\",\"size\":1e99}",
          "{\"name\":\"a\",\"size\":[1]}",
          "{\"name\":\"a\",\"size\":1,\"sha256\":\"zz\"}",
          "{\"name\":\"" + "x".repeat(2000) + "\",\"size\":1}"
        }) {
      WebReply reply = handle(client, "POST", "/uploads", Map.of(), body);
      assertThat(reply.status()).as(body).isEqualTo(400);
      assertThat(text(reply, "text")).isNotBlank();
    }
    for (String path :
        new String[] {
          "", "/", "/x", "/uploads/", "/uploads/..", "/uploads/" + id + "/x/y", "/offered/a/b"
        }) {
      assertThat(handle(client, "POST", path, Map.of(), "{}").status())
          .as(path)
          .isBetween(400, 499);
    }
    for (String offset : new String[] {"", "-1", "x", "99999999999999999999"}) {
      var query = Map.of("offset", offset);
      assertThat(handle(client, "PUT", "/uploads/" + id, query, "abc").status()).isEqualTo(400);
    }
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
    assertThat(((WebReply.Content.File) file.content()).path()).hasContent("hello");
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

  private FilesEndpoint endpoint(Clock clock) {
    return new FilesEndpoint(Calls.settings(settings), Calls.trust(clients), _ -> owner, clock);
  }

  private String upload(Client from, String name, byte[] bytes) throws Exception {
    WebReply begun = begin(from, name, bytes.length, null);
    assertThat(begun.status()).as(Calls.text(begun)).isEqualTo(200);
    String id = text(begun, "id");
    for (int at = 0; at < bytes.length; at += PIECE) {
      byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PIECE));
      assertThat(json(put(from, id, at, piece)).get("offset").getAsInt())
          .isEqualTo(at + piece.length);
    }
    WebReply finished = finish(from, id, sha256(bytes));
    assertThat(finished.status()).as(Calls.text(finished)).isEqualTo(200);
    return text(finished, "name");
  }

  private WebReply begin(Client from, String name, long size, String sha256) {
    var asked = new JsonObject();
    asked.addProperty("name", name);
    asked.addProperty("size", size);
    if (sha256 != null) {
      asked.addProperty("sha256", sha256);
    }
    return handle(from, "POST", "/uploads", Map.of(), asked.toString());
  }

  private WebReply put(Client from, String id, long offset, byte[] piece) {
    var query = Map.of("offset", Long.toString(offset));
    return files.handle(Calls.call(from, "PUT", "/uploads/" + id, query, piece));
  }

  private WebReply get(Client from, String id) {
    return handle(from, "GET", "/uploads/" + id, Map.of(), "");
  }

  private WebReply finish(Client from, String id, String sha256) {
    String body = "{\"sha256\":\"" + sha256 + "\"}";
    return handle(from, "POST", "/uploads/" + id + "/finish", Map.of(), body);
  }

  private WebReply handle(
      Client from, String method, String path, Map<String, String> query, String body) {
    return files.handle(
        Calls.call(from, method, path, query, body.getBytes(StandardCharsets.UTF_8)));
  }

  private WebReply handle(Optional<Admission> caller) {
    return files.handle(Calls.call(caller, "GET", "/offered", Map.of(), Map.of(), new byte[0]));
  }

  private void assertNothingUnfinished() throws Exception {
    assertThat(folder.resolve(".oriel-partial")).isEmptyDirectory();
  }

  private static JsonObject json(WebReply reply) {
    return JsonParser.parseString(Calls.text(reply)).getAsJsonObject();
  }

  private static String text(WebReply reply, String key) {
    return json(reply).get(key).getAsString();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
