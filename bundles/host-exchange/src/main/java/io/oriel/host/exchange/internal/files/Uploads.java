package io.oriel.host.exchange.internal.files;

import io.oriel.host.exchange.internal.ExchangeSettings;
import io.oriel.host.exchange.internal.Refusal;
import io.oriel.host.exchange.internal.nat.StrangeFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The uploads that are not finished. Any thread.
final class Uploads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final int MOST = 64; // of all clients
  private static final int MOST_DONE = 256; // remembered
  private static final int MOST_LEFT = 10_000; // files looked at in the folder of unfinished ones
  private static final long MIB = 1 << 20;
  private static final long LEAST = 64 << 10; // what a file counts: empty ones use up names
  private static final Pattern LEFT = Pattern.compile("([0-9a-f]{32})\\.(json|part)");

  /// An upload that became a file.
  private record Done(String client, String sha256, String name) {}

  /// Finds out whom files belong to.
  interface Owners {
    Owner of(String user) throws IOException, Refusal;
  }

  private final Map<String, Upload> open = new HashMap<>(); // guarded by this, as all below
  private final Received received = new Received();
  private final Map<String, Done> done = // for pages that did not hear it
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Done> eldest) {
          return size() > MOST_DONE;
        }
      };
  private final SecureRandom random = new SecureRandom();
  private final Owners owners;
  private final Clock clock;
  private Path looked; // the folder whose unfinished uploads are known

  Uploads(Owners owners, Clock clock) {
    this.owners = owners;
    this.clock = clock;
  }

  /// Begins an upload, or finds the same one again.
  ///
  /// @param asked its time is of no interest
  synchronized Upload begin(UploadNote asked, ExchangeSettings settings)
      throws Refusal, IOException {
    find(settings);
    expire(settings);
    for (Upload upload : open.values()) {
      if (upload.note.same(asked) && !upload.ended()) {
        return upload;
      }
    }
    check(asked, settings);
    Place place =
        Place.open(settings, owners.of(settings.user()), true)
            .orElseThrow(() -> new Refusal(503, "folder", "The folder for uploads is gone."));
    boolean begun = false;
    try {
      long promised = open.values().stream().mapToLong(u -> u.note.size() - u.offset()).sum();
      if (place.folder().free() - promised - asked.size() < settings.reserve_mib() * MIB) {
        throw new Refusal(
            507, "full", "The disk of the host has no room for " + asked.size() + " bytes.");
      }
      long now = clock.millis();
      var note = new UploadNote(asked.client(), asked.wanted(), asked.size(), asked.sha256(), now);
      Upload upload = Upload.begin(newId(), note, place, now);
      open.put(upload.id, upload);
      begun = true;
      return upload;
    } finally {
      if (!begun) {
        place.close();
      }
    }
  }

  /// A client's upload.
  ///
  /// @throws Refusal there is none, or it is somebody else's
  synchronized Upload get(String client, String id, ExchangeSettings settings)
      throws Refusal, IOException {
    find(settings);
    return Optional.ofNullable(open.get(id))
        .filter(u -> u.note.client().equals(client) && !u.ended())
        .orElseThrow(() -> new Refusal(404, "unknown", "There is no such upload."));
  }

  /// Makes a file of an upload. Once more with the same checksum gives the same answer: the first
  /// one may have been lost on its way.
  ///
  /// @return the name it got
  String finish(String client, String id, String sha256, ExchangeSettings settings)
      throws Refusal, IOException {
    Upload upload;
    synchronized (this) {
      Done before = done.get(id);
      if (before != null && before.client.equals(client) && before.sha256.equals(sha256)) {
        return before.name;
      }
      upload = get(client, id, settings);
    }
    try {
      String name = upload.finish(sha256); // may take long: others go on meanwhile
      synchronized (this) {
        done.put(id, new Done(client, sha256, name));
      }
      return name;
    } finally {
      settle(upload);
    }
  }

  /// Takes note of one that may have ended.
  synchronized void settle(Upload upload) {
    if (upload.ended() && open.remove(upload.id) != null) {
      received.add(upload.note.client(), Math.max(LEAST, upload.offset()), clock.millis());
    }
  }

  /// Removes what nobody goes on with.
  synchronized void expire(ExchangeSettings settings) {
    long oldest = clock.millis() - Duration.ofHours(settings.expire_hours()).toMillis();
    for (Upload upload : List.copyOf(open.values())) {
      if (upload.touchedMillis() < oldest) {
        LOG.info("An upload of {} bytes was not gone on with", upload.note.size());
        upload.abort();
      }
      settle(upload);
    }
  }

  /// The same, also for what earlier runs of the host left.
  synchronized void tidy(ExchangeSettings settings) {
    try {
      find(settings);
    } catch (IOException | Refusal e) {
      LOG.debug("no uploads are looked for: {}", e.getMessage());
    } catch (RuntimeException e) { // a path that is none, a folder that cannot be listed
      LOG.warn("no uploads are looked for: {}", e.toString());
    }
    expire(settings);
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Upload::leave);
    open.clear();
  }

  private void check(UploadNote asked, ExchangeSettings settings) throws Refusal {
    long most = settings.file_mib() * MIB;
    if (asked.size() > most) {
      throw new Refusal(
          413, "size", "Files of up to " + settings.file_mib() + " MiB may be uploaded.");
    }
    List<Upload> own =
        open.values().stream().filter(u -> u.note.client().equals(asked.client())).toList();
    if (own.size() >= settings.client_uploads() || open.size() >= MOST) {
      throw new Refusal(429, "busy", "Too many uploads are unfinished; finish or cancel some.");
    }
    long used =
        received.of(asked.client(), clock.millis())
            + own.stream().mapToLong(u -> u.note.size()).sum();
    if (asked.size() > settings.client_mib() * MIB - used) {
      throw new Refusal(
          403, "quota", "No more than " + settings.client_mib() + " MiB may be uploaded a day.");
    }
  }

  /// Finds what an earlier run left in the folder that is set now.
  private void find(ExchangeSettings settings) throws IOException, Refusal {
    Owner owner = owners.of(settings.user());
    Path path = Place.path(settings, owner);
    if (path.equals(looked)) {
      return;
    }
    Optional<Place> there = Place.open(settings, owner, false);
    if (there.isPresent()) {
      try (var place = there.get();
          DirectoryStream<Path> files = Files.newDirectoryStream(place.partial().path())) {
        int count = 0;
        for (Path file : files) {
          if (count++ == MOST_LEFT) {
            break;
          }
          found(file.getFileName().toString(), place, settings, owner);
        }
      }
    }
    looked = path;
  }

  private void found(String name, Place place, ExchangeSettings settings, Owner owner)
      throws IOException, Refusal {
    var left = LEFT.matcher(name);
    if (!left.matches() || open.containsKey(left.group(1))) {
      return;
    }
    String id = left.group(1);
    Optional<UploadNote> note = note(place, id);
    if (note.isEmpty() || open.size() >= MOST) {
      place.partial().remove(name);
      return;
    }
    Place own =
        Place.open(settings, owner, false)
            .orElseThrow(() -> new IOException("the folder for uploads is gone"));
    try {
      open.put(id, Upload.resume(id, note.get(), own));
    } catch (StrangeFileException e) {
      own.close();
      place.partial().remove(id + ".part");
      place.partial().remove(id + ".json");
    } catch (IOException e) {
      own.close();
      throw e; // it stays: the next call looks again
    }
  }

  /// @return empty: there is none that makes sense
  private static Optional<UploadNote> note(Place place, String id) throws IOException {
    try (FileChannel file = place.partial().reopen(id + ".json", place.owner().uid())) {
      var bytes = ByteBuffer.allocate(UploadNote.MOST_BYTES);
      while (bytes.hasRemaining() && file.read(bytes) >= 0) {
        // to its end
      }
      return UploadNote.parse(StandardCharsets.UTF_8.decode(bytes.flip()).toString());
    } catch (StrangeFileException _) {
      return Optional.empty();
    }
  }

  private String newId() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
