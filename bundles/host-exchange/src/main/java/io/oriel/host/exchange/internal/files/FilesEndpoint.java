package io.oriel.host.exchange.internal.files;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import io.oriel.api.trust.TrustStore;
import io.oriel.api.web.WebCall;
import io.oriel.api.web.WebEndpoint;
import io.oriel.api.web.WebReply;
import io.oriel.host.exchange.internal.Callers;
import io.oriel.host.exchange.internal.ExchangeSettings;
import io.oriel.host.exchange.internal.Refusal;
import io.oriel.lib.programs.Account;
import io.oriel.media.nat.ErrnoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/files` of the browser protocol: uploads in pieces, and files that are offered.
@Component(configurationPid = ExchangeSettings.PID)
@ServiceDescription("Files for browsers")
@Designate(ocd = ExchangeSettings.class)
public final class FilesEndpoint implements WebEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(FilesEndpoint.class);
  private static final int MOST_BYTES = 4 << 20;
  private static final long TIDY_MINUTES = 15;
  private static final Gson GSON = new Gson();

  private final Uploads.Owners owners;
  private final Uploads uploads;
  private final Callers callers;
  private final Clock clock;
  private final ScheduledExecutorService tidying;
  private volatile ExchangeSettings settings;

  @Activate
  public FilesEndpoint(ExchangeSettings settings, @Reference TrustStore trust) {
    this(
        settings,
        trust,
        user -> Owner.of(Account.hostUid(), user, Account.PASSWD, System.getProperty("user.home")),
        Clock.systemUTC());
  }

  FilesEndpoint(ExchangeSettings settings, TrustStore trust, Uploads.Owners owners, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.owners = owners;
    callers = new Callers(trust);
    uploads = new Uploads(owners, clock);
    tidying =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("oriel-uploads").factory());
    tidying.scheduleWithFixedDelay(
        () -> uploads.tidy(this.settings), 0, TIDY_MINUTES, TimeUnit.MINUTES);
  }

  /// Settings apply to the next call.
  @Modified
  void modified(ExchangeSettings changed) {
    settings = changed;
  }

  /// Unfinished uploads stay on the disk and can be gone on with.
  @Deactivate
  void close() {
    tidying.shutdownNow();
    uploads.close();
  }

  @Override
  public String path() {
    return "/files";
  }

  @Override
  public Access access() {
    return Access.CLIENTS;
  }

  @Override
  public int mostBodyBytes() {
    return MOST_BYTES;
  }

  @Override
  public WebReply handle(WebCall call) {
    try {
      return answer(call, callers.allowed(call, Right.FILES), settings);
    } catch (Refusal e) {
      LOG.debug("{} {}: {}", call.method(), e.status(), e.code());
      return e.reply();
    } catch (IOException e) {
      LOG.warn("A file could not be exchanged: {}", e.toString());
      return refusal(e).reply();
    }
  }

  private static Refusal refusal(IOException e) {
    return ErrnoException.isWhy(e, ErrnoException.EMFILE, ErrnoException.ENFILE)
        ? new Refusal(
            503, "files", "The host has too many files open; nothing is lost, try again later.")
        : new Refusal(500, "disk", "The host could not do that with its disk; its log says why.");
  }

  private WebReply answer(WebCall call, Client client, ExchangeSettings now)
      throws Refusal, IOException {
    String[] path = call.path().split("/", 4); // "", what, which, more
    String what = path.length > 1 ? path[1] : "";
    if (what.equals("offered") && path.length < 4) {
      require(call, "GET");
      Owner owner = owners.of(now.user());
      return path.length == 2
          ? Offered.list(now.offered_folder(), owner)
          : Offered.file(now.offered_folder(), path[2], owner);
    }
    if (!what.equals("uploads")) {
      throw new Refusal(404, "unknown", "There is nothing here.");
    }
    if (path.length == 2) {
      require(call, "POST");
      return begin(call, client, now);
    }
    if (path.length == 4) {
      require(call, "POST");
      if (!path[3].equals("finish")) {
        throw new Refusal(404, "unknown", "There is nothing here.");
      }
      return finish(call, client, path[2], now);
    }
    Upload upload = uploads.get(client.id(), path[2], now);
    return switch (call.method()) {
      case "GET" -> offset(upload, true);
      case "PUT" -> write(call, upload, now);
      case "DELETE" -> {
        upload.abort();
        uploads.settle(upload);
        yield WebReply.empty(204);
      }
      default -> throw notAllowed();
    };
  }

  private WebReply begin(WebCall call, Client client, ExchangeSettings now)
      throws Refusal, IOException {
    JsonObject asked = json(call);
    String name = text(asked, "name");
    if (name == null || name.length() > UploadNote.MOST_NAME) {
      throw new Refusal(400, "name", "A file needs a name, of 1024 characters at most.");
    }
    Upload upload =
        uploads.begin(new UploadNote(client.id(), name, size(asked), hash(asked), 0), now);
    var answer = new JsonObject();
    answer.addProperty("id", upload.id);
    answer.addProperty("offset", upload.offset());
    return WebReply.json(200, answer.toString());
  }

  private WebReply write(WebCall call, Upload upload, ExchangeSettings now)
      throws Refusal, IOException {
    String at = call.query().getOrDefault("offset", "");
    if (!at.matches("[0-9]{1,18}")) {
      throw new Refusal(400, "offset", "Say at which offset these bytes belong.");
    }
    try {
      long reserve = now.reserve_mib() << 20;
      upload.write(Long.parseLong(at), call.body(), reserve, clock.millis());
    } finally {
      uploads.settle(upload);
    }
    return offset(upload, false);
  }

  private WebReply finish(WebCall call, Client client, String id, ExchangeSettings now)
      throws Refusal, IOException {
    String sha256 = hash(json(call));
    if (sha256 == null) {
      throw new Refusal(400, "checksum", "Say what the SHA-256 of the file is.");
    }
    var answer = new JsonObject();
    answer.addProperty("name", uploads.finish(client.id(), id, sha256, now));
    return WebReply.json(200, answer.toString());
  }

  private static WebReply offset(Upload upload, boolean withSize) {
    var answer = new JsonObject();
    answer.addProperty("offset", upload.offset());
    if (withSize) {
      answer.addProperty("size", upload.note.size());
    }
    return WebReply.json(200, answer.toString());
  }

  private static void require(WebCall call, String method) throws Refusal {
    if (!call.method().equals(method)) {
      throw notAllowed();
    }
  }

  private static Refusal notAllowed() {
    return new Refusal(405, "method", "This cannot be done here.");
  }

  private static JsonObject json(WebCall call) throws Refusal {
    try {
      var object = GSON.fromJson(new String(call.body(), StandardCharsets.UTF_8), JsonObject.class);
      if (object != null) {
        return object;
      }
    } catch (JsonParseException | ClassCastException _) {
      // said below
    }
    throw new Refusal(400, "json", "A JSON object is expected.");
  }

  private static String text(JsonObject from, String key) {
    var value = from.get(key);
    return value != null
            && value.isJsonPrimitive()
            && value.getAsJsonPrimitive().isString()
            && !value.getAsString().isEmpty()
        ? value.getAsString()
        : null;
  }

  private static long size(JsonObject from) throws Refusal {
    var value = from.get("size");
    String number = value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    if (!number.matches("[0-9]{1,18}")) {
      throw new Refusal(400, "size", "Say how many bytes the file has.");
    }
    return Long.parseLong(number);
  }

  private static String hash(JsonObject from) throws Refusal {
    String value = text(from, "sha256");
    String lower = value == null ? null : value.toLowerCase(Locale.ROOT);
    if (lower != null && !UploadNote.isHash(lower)) {
      throw new Refusal(400, "checksum", "A SHA-256 is 64 hexadecimal digits.");
    }
    return lower;
  }
}
