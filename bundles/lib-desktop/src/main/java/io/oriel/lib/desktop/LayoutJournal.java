package io.oriel.lib.desktop;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How desktops of others were before the host changed them, on disk, so that the next host can
/// undo what a killed one left. Any thread.
///
/// One file per desktop, which the host's user alone may read: [#write] before the change,
/// [#delete] once it is undone. A write is complete or did not happen, also when the power fails:
/// it goes to another file, is synced and renamed. What [#left] tells is from a host that died.
public final class LayoutJournal {
  private static final Logger LOG = LoggerFactory.getLogger(LayoutJournal.class);
  private static final String KIND = ".layout";
  private static final String PART = ".part";
  private static final String ASIDE = ".broken";
  // First line: what this is, its version, and how many characters follow.
  private static final String HEADER = "oriel-layout 1 ";
  private static final int MOST_BYTES = 1 << 20;

  private final Path folder;

  /// @param folder its own; made when it is needed
  public LayoutJournal(Path folder) {
    this.folder = folder;
  }

  /// The one of a backend, below the host's own state (property `oriel.state`); without that
  /// below the temporary directory, for this process alone: what somebody else may have put there
  /// must not be done to a desktop.
  ///
  /// @param backend its id: letters, digits and dashes
  public static LayoutJournal of(String backend) {
    String state = System.getProperty("oriel.state");
    Path folder = state == null ? Alone.FOLDER : Path.of(state).toAbsolutePath();
    return new LayoutJournal(folder.resolve("layouts").resolve(backend));
  }

  /// Where a process without state keeps it.
  private static final class Alone {
    private static final Path FOLDER =
        Path.of(System.getProperty("java.io.tmpdir"), "oriel-" + UUID.randomUUID());
  }

  /// What a desktop was like.
  ///
  /// @param desktop which one, as told to [LayoutJournal#write]
  /// @param layout the backend's own words
  public record Entry(String desktop, String layout) {}

  /// Remembers how a desktop is, in place of what was remembered of it. Returns when it is on disk.
  ///
  /// @param desktop a name by which it is found again
  /// @param layout the backend's own words, a megabyte at most
  /// @throws IOException it is not remembered: leave the desktop as it is
  public synchronized void write(String desktop, String layout) throws IOException {
    byte[] bytes = (HEADER + layout.length() + "\n" + layout).getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_BYTES) {
      throw new IOException("the layout of " + desktop + " is too long to be remembered");
    }
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path file = file(desktop);
    Path part = file.resolveSibling(file.getFileName() + PART);
    Files.deleteIfExists(part);
    try (var channel =
        FileChannel.open(
            part,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync();
  }

  /// Forgets a desktop: it is as it was.
  public synchronized void delete(String desktop) throws IOException {
    if (Files.deleteIfExists(file(desktop))) {
      sync();
    }
  }

  /// All that is remembered. What cannot be understood is reported and put aside.
  public synchronized List<Entry> left() {
    var entries = new ArrayList<Entry>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().endsWith(KIND)) {
          read(file, entries);
        }
      }
    } catch (NoSuchFileException _) {
      // nothing was ever changed
    } catch (IOException e) {
      LOG.warn("Layouts of desktops in {} cannot be read: {}", folder, e.toString());
    }
    return entries;
  }

  private void read(Path file, List<Entry> entries) {
    try {
      String desktop = desktop(file);
      String text = text(file);
      int end = text.indexOf('\n');
      String header = end < 0 ? text : text.substring(0, end);
      String layout = text.substring(end + 1);
      if (end < 0 || !header.equals(HEADER + layout.length())) {
        throw new IOException("it is no layout, or not a whole one");
      }
      entries.add(new Entry(desktop, layout));
    } catch (IOException | IllegalArgumentException e) {
      putAside(file, e);
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("it is too long");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException("it is no text", e);
    }
  }

  private static void putAside(Path file, Exception why) {
    Path aside = file.resolveSibling(file.getFileName() + ASIDE);
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.warn(
          "What a desktop was like before the host changed it is not known any more: {} ({});"
              + " arrange its monitors by hand if they are wrong",
          aside,
          why.getMessage());
    } catch (IOException e) {
      LOG.warn("{} is of no use and cannot be moved: {}", file, e.toString());
    }
  }

  /// A rename is on disk when its directory is.
  private void sync() throws IOException {
    try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /// Its name: bytes other than letters, digits, dots, dashes and underscores become `%` and two
  /// digits.
  private Path file(String desktop) {
    var name = new StringBuilder();
    for (byte b : desktop.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > 0 && (Character.isLetterOrDigit(b) || "._-".indexOf(b) >= 0);
      name.append(plain ? Character.toString(b) : String.format("%%%02x", b));
    }
    return folder.resolve(name + KIND);
  }

  private static String desktop(Path file) {
    String name = file.getFileName().toString();
    String coded = name.substring(0, name.length() - KIND.length());
    return URLDecoder.decode(coded, StandardCharsets.UTF_8);
  }
}
