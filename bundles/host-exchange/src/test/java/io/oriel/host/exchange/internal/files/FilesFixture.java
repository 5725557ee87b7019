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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A place for files, clients and calls.
abstract class FilesFixture {
  static final int PIECE = 1 << 20;

  final Client client = Calls.client("c1", Right.VIEW, Right.FILES);
  final Client other = Calls.client("c2", Right.FILES);
  final Client without = Calls.client("c3", Right.VIEW);
  final List<Client> clients = Calls.clients(client, other, without);
  final Map<String, Object> settings = new HashMap<>();
  @TempDir Path home;
  Path folder;
  Owner owner;
  FilesEndpoint files;

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

  static String content(WebReply reply) throws Exception {
    try (var file = ((WebReply.Content.File) reply.content()).file()) {
      var bytes = ByteBuffer.allocate((int) file.size());
      while (bytes.hasRemaining() && file.read(bytes) >= 0) {
        // to its end
      }
      return new String(bytes.array(), StandardCharsets.UTF_8);
    }
  }

  FilesEndpoint endpoint(Clock clock) {
    return new FilesEndpoint(Calls.settings(settings), Calls.trust(clients), _ -> owner, clock);
  }

  String upload(Client from, String name, byte[] bytes) throws Exception {
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

  WebReply begin(Client from, String name, long size, String sha256) {
    var asked = new JsonObject();
    asked.addProperty("name", name);
    asked.addProperty("size", size);
    if (sha256 != null) {
      asked.addProperty("sha256", sha256);
    }
    return handle(from, "POST", "/uploads", Map.of(), asked.toString());
  }

  WebReply put(Client from, String id, long offset, byte[] piece) {
    var query = Map.of("offset", Long.toString(offset));
    return files.handle(Calls.call(from, "PUT", "/uploads/" + id, query, piece));
  }

  WebReply get(Client from, String id) {
    return handle(from, "GET", "/uploads/" + id, Map.of(), "");
  }

  WebReply finish(Client from, String id, String sha256) {
    String body = "{\"sha256\":\"" + sha256 + "\"}";
    return handle(from, "POST", "/uploads/" + id + "/finish", Map.of(), body);
  }

  WebReply handle(Client from, String method, String path, Map<String, String> query, String body) {
    return files.handle(
        Calls.call(from, method, path, query, body.getBytes(StandardCharsets.UTF_8)));
  }

  WebReply handle(Optional<Admission> caller) {
    return files.handle(Calls.call(caller, "GET", "/offered", Map.of(), Map.of(), new byte[0]));
  }

  void assertNothingUnfinished() throws Exception {
    assertThat(folder.resolve(".oriel-partial")).isEmptyDirectory();
  }

  static JsonObject json(WebReply reply) {
    return JsonParser.parseString(Calls.text(reply)).getAsJsonObject();
  }

  static String text(WebReply reply, String key) {
    return json(reply).get(key).getAsString();
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
