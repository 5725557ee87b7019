package io.oriel.host.exchange.internal.files;

import io.oriel.host.exchange.internal.Refusal;
import io.oriel.host.exchange.internal.nat.StrangeFileException;
import io.oriel.media.nat.ErrnoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;

/// One file that comes in, piece by piece and in order. Any thread; one piece at a time.
final class Upload {
  private static final int PIECE = 1 << 20;
  private static final int MOST_OF_A_NAME = 999;
  private static final int PRIVATE = 0600;
  // from the start, since its name may lead elsewhere later; its folder is private
  private static final int READABLE = 0644;

  final String id;
  final UploadNote note;
  private final Place place;
  private final ReentrantLock lock = new ReentrantLock();
  private FileChannel bytes; // under the lock, as all below; `null`: it has ended
  private final MessageDigest digest = sha256();
  private long digested; // bytes of what has come that are in the digest
  private volatile long offset;
  private volatile long touchedMillis;
  private volatile boolean over;

  private Upload(String id, UploadNote note, Place place, FileChannel bytes) {
    this.id = id;
    this.note = note;
    this.place = place;
    this.bytes = bytes;
  }

  /// Begins one.
  ///
  /// @param place *taken over* once this has returned
  static Upload begin(String id, UploadNote note, Place place, long nowMillis) throws IOException {
    Owner owner = place.owner();
    FileChannel bytes = place.partial().create(id + ".part", READABLE, owner.newUid(), owner.gid());
    var upload = new Upload(id, note, place, bytes);
    upload.touchedMillis = nowMillis;
    try (FileChannel file =
        place.partial().create(id + ".json", PRIVATE, owner.newUid(), owner.gid())) {
      ByteBuffer json = ByteBuffer.wrap(note.json().getBytes(StandardCharsets.UTF_8));
      while (json.hasRemaining()) {
        file.write(json);
      }
    } catch (IOException e) {
      bytes.close();
      upload.removeFiles();
      throw e;
    }
    return upload;
  }

  /// Goes on with one that an earlier run of the host left.
  ///
  /// @param place *taken over* once this has returned
  static Upload resume(String id, UploadNote note, Place place) throws IOException {
    FileChannel bytes = place.partial().reopen(id + ".part", place.owner().uid());
    var upload = new Upload(id, note, place, bytes);
    try {
      if (bytes.size() > note.size()) {
        throw new StrangeFileException("the unfinished upload " + id + " is not as it was left");
      }
      upload.offset = bytes.size();
      upload.touchedMillis =
          Files.getLastModifiedTime(
                  place.partial().path().resolve(id + ".part"), LinkOption.NOFOLLOW_LINKS)
              .toMillis();
      return upload;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /// How many bytes have come.
  long offset() {
    return offset;
  }

  /// When something came last, in milliseconds since 1970.
  long touchedMillis() {
    return touchedMillis;
  }

  /// Takes a piece.
  ///
  /// @param from where it belongs
  /// @param reserve bytes that have to stay free on the disk
  /// @return how many bytes have come now
  long write(long from, byte[] piece, long reserve, long nowMillis) throws Refusal, IOException {
    enter();
    try {
      if (from != offset) {
        throw new Refusal(
            409, "offset", "The upload goes on at byte " + offset + ", not " + from + ".", offset);
      }
      if (piece.length > note.size() - offset) {
        throw new Refusal(
            400, "size", "This is more than the " + note.size() + " bytes announced.");
      }
      if (place.folder().free() - piece.length < reserve) {
        end();
        throw full();
      }
      append(piece);
      touchedMillis = nowMillis;
      return offset;
    } finally {
      lock.unlock();
    }
  }

  /// All has come: it becomes a file of its own.
  ///
  /// @param sha256 lower-case hex
  /// @return the name it got
  String finish(String sha256) throws Refusal, IOException {
    enter();
    try {
      if (offset != note.size()) {
        throw new Refusal(
            409, "offset", "Only " + offset + " of " + note.size() + " bytes came.", offset);
      }
      String has = HexFormat.of().formatHex(((MessageDigest) digest().clone()).digest());
      if (!has.equals(sha256) || note.sha256() != null && !has.equals(note.sha256())) {
        end();
        throw new Refusal(
            422, "checksum", "What came is not what was sent: its SHA-256 is " + has + ".");
      }
      return publish();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e); // the JDK's can be cloned
    } finally {
      lock.unlock();
    }
  }

  /// Gives it up; nothing of it is left. A second call does nothing.
  void abort() {
    lock.lock();
    try {
      end();
    } finally {
      lock.unlock();
    }
  }

  /// Whether nothing more comes: it is finished or gone.
  boolean ended() {
    return over;
  }

  /// The host ends: it stays for the next run.
  void leave() {
    lock.lock();
    try {
      if (bytes != null) {
        close();
      }
    } finally {
      lock.unlock();
    }
  }

  static Refusal full() {
    return new Refusal(507, "full", "The disk of the host is full; nothing of this file was kept.");
  }

  /// A call that was ended, as the host or this bundle stops or since it took too long, has closed
  /// the file; but what has come stays.
  private void enter() throws Refusal, IOException {
    if (!lock.tryLock()) {
      throw new Refusal(409, "busy", "Another piece of this file is coming in.", offset);
    }
    if (bytes == null) {
      lock.unlock();
      throw new Refusal(404, "unknown", "There is no such upload.");
    }
    if (!bytes.isOpen()) {
      try {
        bytes = place.partial().reopen(id + ".part", place.owner().uid());
      } catch (IOException e) {
        lock.unlock();
        throw e;
      }
    }
  }

  private void append(byte[] piece) throws Refusal, IOException {
    MessageDigest sum = digest();
    try {
      var from = ByteBuffer.wrap(piece);
      while (from.hasRemaining()) {
        from.limit(Math.min(piece.length, from.position() + PIECE)); // the JDK copies it outside
        bytes.write(from, offset + from.position());
        from.limit(piece.length);
      }
    } catch (ClosedByInterruptException e) {
      throw e; // nothing is wrong with the file
    } catch (IOException e) {
      if (place.folder().free() < piece.length
          || ErrnoException.isWhy(e, ErrnoException.ENOSPC, ErrnoException.EDQUOT)) {
        end();
        throw full();
      }
      throw e; // what came before stays
    }
    sum.update(piece);
    offset += piece.length;
    digested = offset;
  }

  private String publish() throws IOException, Refusal {
    bytes.force(true);
    String safe = FileName.safe(note.wanted());
    String name = safe;
    for (int i = 2; !place.partial().move(id + ".part", place.folder(), name); i++) {
      if (i > MOST_OF_A_NAME) {
        end();
        throw new Refusal(409, "name", "There are too many files named " + safe + " already.");
      }
      name = FileName.numbered(safe, i);
    }
    place.folder().sync();
    end();
    return name;
  }

  /// Reads again what an earlier run of the host has got.
  private MessageDigest digest() throws IOException {
    if (digested < offset) {
      var buffer = ByteBuffer.allocate(PIECE);
      while (digested < offset) {
        buffer.clear().limit((int) Math.min(PIECE, offset - digested));
        int came = bytes.read(buffer, digested);
        if (came <= 0) {
          throw new IOException("the unfinished upload " + id + " has become shorter");
        }
        digested += came;
        digest.update(buffer.flip());
      }
    }
    return digest;
  }

  private void end() {
    if (bytes != null) {
      removeFiles();
      close();
    }
  }

  private void removeFiles() {
    place.partial().remove(id + ".part");
    place.partial().remove(id + ".json");
  }

  private void close() {
    try {
      bytes.close();
    } catch (IOException _) {
      // it was written to the disk before, or nobody wants it
    }
    bytes = null;
    over = true;
    place.close();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
