package io.oriel.host.exchange.internal.files;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.oriel.api.web.WebReply;
import io.oriel.host.exchange.internal.Refusal;
import io.oriel.host.exchange.internal.nat.Directory;
import io.oriel.host.exchange.internal.nat.StrangeFileException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files that clients may fetch: those that lie in one folder themselves, no links.
///
/// Programs of the desktop may write there too, and put links in the place of files and of the
/// folder. What is sent is therefore the file that was looked at, and a host that is root offers
/// only what that user could read anyway, or what root alone can change. Any thread.
final class Offered {
  private static final Logger LOG = LoggerFactory.getLogger(Offered.class);
  private static final int MOST = 10_000;
  private static final int ROOT = 0;
  private static final int OTHERS_WRITE = 022;

  private record Entry(String name, long size, long modified) {}

  /// A folder.
  ///
  /// @param uid whose its files have to be; -1: anybody's
  private record Open(Directory directory, int uid) implements AutoCloseable {
    @Override
    public void close() {
      directory.close();
    }
  }

  private Offered() {}

  /// What there is, by name.
  ///
  /// @param setting the folder; blank: nothing is offered
  static WebReply list(String setting, Owner owner) throws Refusal, IOException {
    var files = new JsonArray();
    try (Open folder = open(setting, owner)) {
      for (Entry entry : entries(folder)) {
        var file = new JsonObject();
        file.addProperty("name", entry.name());
        file.addProperty("size", entry.size());
        file.addProperty("modified", entry.modified());
        files.add(file);
      }
    }
    var all = new JsonObject();
    all.add("files", files);
    return WebReply.json(200, all.toString());
  }

  /// One of them, to be kept, not shown: it may be a page that would act in the client's name.
  static WebReply file(String setting, String name, Owner owner) throws Refusal, IOException {
    try (Open folder = open(setting, owner)) {
      FileChannel file = isPlain(name) ? file(folder, name) : null;
      if (file == null) {
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
  }

  /// `null`: there is none, or none that is offered.
  private static FileChannel file(Open folder, String name) throws IOException {
    try {
      return folder.directory().read(name, folder.uid());
    } catch (StrangeFileException e) {
      LOG.debug("a file is not offered: {}", e.getMessage());
      return null;
    }
  }

  private static Open open(String setting, Owner owner) throws Refusal, IOException {
    if (setting.isBlank()) {
      throw new Refusal(
          404,
          "off",
          "This host offers no files; its owner may set 'offered.folder' in"
              + " io.oriel.host.exchange.");
    }
    Path path = Path.of(setting.strip());
    if (!path.isAbsolute() || !Files.isDirectory(path)) {
      throw new Refusal(503, "folder", "The folder of offered files is not there.");
    }
    boolean fixed = !owner.dropped() || roots(path);
    Directory directory =
        Directory.open(path.toRealPath())
            .orElseThrow(
                () -> new Refusal(503, "folder", "The folder of offered files is not there."));
    if (!fixed && directory.owner() != owner.uid()) {
      directory.close();
      throw new Refusal(
          503,
          "folder",
          "The folder of offered files has to belong to user "
              + owner.uid()
              + ", as desktops do, or it and all above it to root alone.");
    }
    return new Open(directory, fixed ? -1 : owner.uid());
  }

  /// Whether nobody but root can put another folder in its place, or anything into it.
  private static boolean roots(Path path) throws IOException {
    for (Path at = path; at != null; at = at.getParent()) {
      var is = Files.readAttributes(at, "unix:uid,mode,isDirectory", LinkOption.NOFOLLOW_LINKS);
      if (!is.get("isDirectory").equals(true)
          || !is.get("uid").equals(ROOT)
          || ((Integer) is.get("mode") & OTHERS_WRITE) != 0) {
        return false;
      }
    }
    return true;
  }

  private static List<Entry> entries(Open folder) throws IOException {
    var entries = new ArrayList<Entry>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.directory().path())) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!isPlain(name) || entries.size() == MOST) {
          continue;
        }
        try {
          var is = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
          boolean its = folder.uid() < 0 || is.get("uid").equals(folder.uid());
          if (its && is.get("isRegularFile").equals(true)) {
            long modified = ((FileTime) is.get("lastModifiedTime")).toMillis();
            entries.add(new Entry(name, (Long) is.get("size"), modified));
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
