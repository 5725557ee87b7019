package io.oriel.host.trust.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `clients.json`: the paired clients with their certificates.
final class ClientsFile {
  static final String NAME = "clients.json";

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /// A client and its certificate in DER.
  record Entry(Client client, byte[] certificate) {}

  // of files of 0.1 before the directions were told apart; nothing could use it
  private static final String CLIPBOARD = "CLIPBOARD";

  private record Stored(int version, List<StoredClient> clients) {}

  private record StoredClient(
      String sha256, String name, String paired, List<String> rights, String certificate) {}

  private final SecretFolder folder;

  ClientsFile(SecretFolder folder) {
    this.folder = folder;
  }

  /// All clients by id, oldest first; none when there is no file.
  ///
  /// @throws DamagedFileException if the file cannot be understood
  Map<String, Entry> load() throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    String text = folder.read(NAME).orElse(null);
    if (text == null) {
      return entries;
    }
    try {
      Stored stored = GSON.fromJson(text, Stored.class);
      if (stored == null || stored.version() != 1 || stored.clients() == null) {
        throw new IllegalArgumentException("not a list of clients of version 1");
      }
      for (StoredClient one : stored.clients()) {
        Entry entry = entry(one);
        entries.put(entry.client().id(), entry);
      }
      return entries;
    } catch (JsonParseException
        | IllegalArgumentException
        | DateTimeException
        | NullPointerException e) {
      throw new DamagedFileException(folder.file(NAME), e.getMessage(), e);
    }
  }

  void save(Map<String, Entry> entries) throws IOException {
    List<StoredClient> clients = entries.values().stream().map(ClientsFile::stored).toList();
    folder.write(NAME, GSON.toJson(new Stored(1, clients)));
  }

  /// Lower-case hex of the SHA-256 of a certificate.
  static String id(byte[] certificate) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Entry entry(StoredClient one) {
    byte[] certificate = Base64.getDecoder().decode(one.certificate());
    if (!id(certificate).equals(one.sha256())) {
      throw new IllegalArgumentException("the certificate of " + one.name() + " was changed");
    }
    Set<Right> rights =
        one.rights().stream()
            .filter(name -> !name.equals(CLIPBOARD))
            .map(Right::valueOf)
            .collect(Collectors.toSet());
    return new Entry(
        new Client(one.sha256(), one.name(), rights, Instant.parse(one.paired())), certificate);
  }

  private static StoredClient stored(Entry entry) {
    Client client = entry.client();
    return new StoredClient(
        client.id(),
        client.name(),
        client.paired().toString(),
        client.rights().stream().sorted().map(Right::name).toList(),
        Base64.getEncoder().encodeToString(entry.certificate()));
  }
}
