package io.oriel.host.exchange.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.oriel.api.trust.Right;
import io.oriel.api.web.WebReply;
import io.oriel.host.exchange.internal.Calls;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilesEndpointTest extends FilesFixture {
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
  void empty_files_count_too() throws Exception {
    settings.put("client_mib", 1L);
    for (int i = 0; i < 16; i++) {
      upload(client, "a", new byte[0]);
    }

    assertThat(text(begin(client, "b", 1, null), "error")).isEqualTo("quota");
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
  void a_call_that_is_interrupted_loses_nothing() throws Exception {
    String id = text(begin(client, "a", 4, null), "id");
    put(client, id, 0, "ab".getBytes());

    Thread.currentThread().interrupt();
    assertThat(put(client, id, 2, "cd".getBytes()).status()).isEqualTo(500);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(put(client, id, 2, "cd".getBytes()).status()).isEqualTo(200);
    Thread.currentThread().interrupt();
    assertThat(finish(client, id, sha256("abcd".getBytes())).status()).isEqualTo(500);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(finish(client, id, sha256("abcd".getBytes())).status()).isEqualTo(200);
    assertThat(folder.resolve("a")).hasContent("abcd");
  }
}
