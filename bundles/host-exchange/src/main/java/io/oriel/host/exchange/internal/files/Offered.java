package io.oriel.host.exchange.internal.files;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.oriel.api.web.WebReply;
import io.oriel.host.exchange.internal.Refusal;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Files that clients may fetch: those that lie in one folder themselves, no links. Any thread.
final class Offered {
  private static final int MOST = 10_000;

  private record Entry(String name, long size, long modified) {}

  private Offered() {}

  /// What there is, by name.
  ///
  /// @param folder setting; blank: nothing is offered
  static WebReply list(String folder) throws Refusal, IOException {
    var files = new JsonArray();
    for (Entry entry : entries(folder(folder))) {
      var file = new JsonObject();
      file.addProperty("name", entry.name());
      file.addProperty("size", entry.size());
      file.addProperty("modified", entry.modified());
      files.add(file);
    }
    var all = new JsonObject();
    all.add("files", files);
    return WebReply.json(200, all.toString());
  }

  /// One of them, to be kept, not shown: it may be a page that would act in the client's name.
  static WebReply file(String folder, String name) throws Refusal, IOException {
    Path file = folder(folder).resolve(isPlain(name) ? name : "..");
    if (!isPlain(name) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Refusal(404, "unknown", "There is no such file.");
    }
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return new WebReply(
        200,
        Map.of(
            "content-type", "application/octet-stream",
            "content-disposition", "attachment; filename*=UTF-8''" + encoded, // RFC 8187 §3.2
            "cache-control", "no-store"),
        new WebReply.Content.File(file));
  }

  private static Path folder(String setting) throws Refusal, IOException {
    if (setting.isBlank()) {
      throw new Refusal(
          404,
          "off",
          "This host offers no files; its owner may set 'offered.folder' in"
              + " io.oriel.host.exchange.");
    }
    Path folder = Path.of(setting.strip());
    if (!folder.isAbsolute() || !Files.isDirectory(folder)) {
      throw new Refusal(503, "folder", "The folder of offered files is not there.");
    }
    return folder.toRealPath();
  }

  private static List<Entry> entries(Path folder) throws IOException {
    var entries = new ArrayList<Entry>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!isPlain(name) || entries.size() == MOST) {
          continue;
        }
        try {
          var is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          if (is.isRegularFile()) {
            entries.add(new Entry(name, is.size(), is.lastModifiedTime().toMillis()));
          }
        } catch (IOException _) {
          // it went in the meantime
        }
      }
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  /// A name that is one step down and not hidden.
  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && !name.startsWith(".")
        && name.chars().noneMatch(c -> c == '/' || Character.isISOControl(c))
        && !name.contains("\ufffd"); // it has bytes that are no text
  }
}
