package io.oriel.host.exchange.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.nat.Errno;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Foreign;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/// An open directory, in which names are looked up without following links: whoever else may write
/// there cannot lead the host astray. Any thread.
public final class Directory implements AutoCloseable {
  /// errno-base.h: the name is taken.
  public static final int EEXIST = 17;

  private static final int ENXIO = 6;
  private static final int EISDIR = 21;
  private static final int ENOSYS = 38;
  private static final int ELOOP = 40;

  // what openat says of names that lead to no file
  private static final Set<Integer> STRANGE = Set.of(ErrnoException.ENOENT, ENXIO, EISDIR, ELOOP);

  private static final int EOPNOTSUPP = 95;

  // asm-generic/fcntl.h, linux/fcntl.h, linux/fs.h
  private static final int AT_FDCWD = -100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int O_RDONLY = 0;
  private static final int O_RDWR = 2;
  private static final int O_CREAT = 0x40;
  private static final int O_EXCL = 0x80;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  // x86-64 and arm64 swap these two with other flags, so both are asked of the machine
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
  private static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;
  private static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;
  private static final int RENAME_NOREPLACE = 1;

  /// `int openat(int dir, const char *path, int flags, ... /* mode_t mode */)`
  private static final MethodHandle OPENAT =
      Foreign.function(
          "openat",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(3));

  /// `int mkdirat(int dir, const char *path, mode_t mode)`
  private static final MethodHandle MKDIRAT =
      Foreign.withErrno("mkdirat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  /// `int unlinkat(int dir, const char *path, int flags)`
  private static final MethodHandle UNLINKAT =
      Foreign.withErrno("unlinkat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  /// `int linkat(int from, const char *old, int to, const char *name, int flags)`
  private static final MethodHandle LINKAT =
      Foreign.withErrno(
          "linkat",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));

  /// `int renameat2(int from, const char *old, int to, const char *name, unsigned int flags)`
  private static final MethodHandle RENAMEAT2 =
      Foreign.withErrno(
          "renameat2",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));

  /// `int fchown(int fd, uid_t owner, gid_t group)`
  private static final MethodHandle FCHOWN =
      Foreign.withErrno("fchown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  /// `int fsync(int fd)`
  private static final MethodHandle FSYNC =
      Foreign.withErrno("fsync", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final Fd fd;

  private Directory(int fd) {
    this.fd = new Fd(fd);
  }

  /// Opens a directory; links on the way are followed, at its end not.
  ///
  /// @return empty: there is none
  public static Optional<Directory> open(Path path) throws IOException {
    return open(AT_FDCWD, path.toString(), "open the folder " + path);
  }

  /// Opens a directory in this one.
  ///
  /// @return empty: there is none
  public Optional<Directory> open(String name) throws IOException {
    return open(fd.number(), name, "open the folder " + name);
  }

  /// Makes a directory in this one and opens it.
  public Directory make(String name, int mode) throws IOException {
    try (var call = Arena.ofConfined()) {
      var errno = new Errno();
      int result =
          (int) MKDIRAT.invokeExact(errno.state(), fd.number(), call.allocateFrom(name), mode);
      if (result < 0 && errno.get() != EEXIST) {
        throw new ErrnoException("make the folder " + name, errno.get());
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    return open(name).orElseThrow(() -> new IOException("the folder " + name + " is gone"));
  }

  /// Makes a file that nobody had before.
  ///
  /// @param uid owner of the file; -1: whoever this process is
  public FileChannel create(String name, int mode, int uid, int gid) throws IOException {
    try (var file = new Fd(openFile(name, O_RDWR | O_CREAT | O_EXCL, mode))) {
      try {
        chown(file.number(), uid, gid);
        return channel(file);
      } catch (IOException e) {
        remove(name);
        throw e;
      }
    }
  }

  /// Opens a file that is there, for reading and writing.
  ///
  /// @param uid whose it has to be; -1: anybody's
  /// @throws StrangeFileException if there is none, or no regular file, or somebody else's
  public FileChannel reopen(String name, int uid) throws IOException {
    return there(name, O_RDWR, uid, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /// Opens a file that is there, for reading.
  ///
  /// @param uid whose it has to be; -1: anybody's
  /// @throws StrangeFileException if there is none, or no regular file, or somebody else's
  public FileChannel read(String name, int uid) throws IOException {
    return there(name, O_RDONLY, uid, StandardOpenOption.READ);
  }

  /// Looks at what was opened, not at a name that somebody may give to another file meanwhile.
  private FileChannel there(String name, int flags, int uid, OpenOption... options)
      throws IOException {
    try (var file = new Fd(openFile(name, flags | O_NONBLOCK, 0))) {
      Path opened = path(file.number());
      if (!Files.readAttributes(opened, BasicFileAttributes.class).isRegularFile()) {
        throw new StrangeFileException(name + " is no file");
      }
      if (uid >= 0 && (Integer) Files.getAttribute(opened, "unix:uid") != uid) {
        throw new StrangeFileException(name + " is not a file of user " + uid);
      }
      return FileChannel.open(opened, options);
    } catch (ErrnoException e) {
      throw STRANGE.contains(e.errno()) ? new StrangeFileException(e.getMessage()) : e;
    }
  }

  /// Gives this directory to somebody.
  public void own(int uid, int gid) throws IOException {
    chown(fd.number(), uid, gid);
  }

  /// Whose it is.
  public int owner() throws IOException {
    return (Integer) Files.getAttribute(path(), "unix:uid");
  }

  /// Whether nothing lies in it.
  public boolean empty() throws IOException {
    try (var files = Files.newDirectoryStream(path())) {
      return !files.iterator().hasNext();
    }
  }

  /// Removes a file.
  ///
  /// @return `false`: there was none, or it cannot be removed
  public boolean remove(String name) {
    return unlink(name, 0);
  }

  /// Removes an empty directory.
  public boolean removeDirectory(String name) {
    return unlink(name, AT_REMOVEDIR);
  }

  /// Moves a file to another directory of the same file system, never in the place of another.
  ///
  /// @return `false`: the name is taken, nothing was done
  public boolean move(String name, Directory to, String newName) throws IOException {
    try (var call = Arena.ofConfined()) {
      var errno = new Errno();
      var from = call.allocateFrom(name);
      var target = call.allocateFrom(newName);
      int result =
          (int)
              RENAMEAT2.invokeExact(
                  errno.state(), fd.number(), from, to.fd.number(), target, RENAME_NOREPLACE);
      if (result < 0 && cannotRename(errno.get())) {
        result =
            (int) LINKAT.invokeExact(errno.state(), fd.number(), from, to.fd.number(), target, 0);
        if (result == 0) {
          remove(name);
        }
      }
      if (result < 0 && errno.get() != EEXIST) {
        throw new ErrnoException("move a file to " + newName, errno.get());
      }
      return result == 0;
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Names are on the disk when this returns.
  public void sync() throws IOException {
    var errno = new Errno();
    try {
      if ((int) FSYNC.invokeExact(errno.state(), fd.number()) < 0) {
        throw new ErrnoException("write a folder to the disk", errno.get());
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// Bytes that its file system has room for.
  public long free() throws IOException {
    return path().toFile().getUsableSpace();
  }

  /// A path that leads here whatever becomes of its names, until [#close()].
  public Path path() {
    return path(fd.number());
  }

  @Override
  public void close() {
    fd.close();
  }

  /// File systems without RENAME_NOREPLACE say EINVAL, old kernels ENOSYS.
  private static boolean cannotRename(int errno) {
    return errno == ErrnoException.EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
  }

  private static Optional<Directory> open(int from, String name, String what) throws IOException {
    try (var call = Arena.ofConfined()) {
      var errno = new Errno();
      int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
      int number = (int) OPENAT.invokeExact(errno.state(), from, call.allocateFrom(name), flags, 0);
      if (number >= 0) {
        return Optional.of(new Directory(number));
      }
      if (errno.get() == ErrnoException.ENOENT) {
        return Optional.empty();
      }
      throw new ErrnoException(what, errno.get());
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private int openFile(String name, int flags, int mode) throws IOException {
    try (var call = Arena.ofConfined()) {
      var errno = new Errno();
      int all = flags | O_NOFOLLOW | O_CLOEXEC;
      int number =
          (int) OPENAT.invokeExact(errno.state(), fd.number(), call.allocateFrom(name), all, mode);
      if (number < 0) {
        throw new ErrnoException("open " + name, errno.get());
      }
      return number;
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private boolean unlink(String name, int flags) {
    try (var call = Arena.ofConfined()) {
      return (int)
              UNLINKAT.invokeExact(new Errno().state(), fd.number(), call.allocateFrom(name), flags)
          == 0;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private static void chown(int fd, int uid, int gid) throws IOException {
    if (uid < 0) {
      return;
    }
    var errno = new Errno();
    try {
      if ((int) FCHOWN.invokeExact(errno.state(), fd, uid, gid) < 0) {
        throw new ErrnoException("give a file to user " + uid, errno.get());
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// The same file, by its descriptor: names play no part in it.
  private static FileChannel channel(Fd file) throws IOException {
    return FileChannel.open(path(file.number()), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static Path path(int fd) {
    return Path.of("/proc/self/fd", Integer.toString(fd));
  }
}
