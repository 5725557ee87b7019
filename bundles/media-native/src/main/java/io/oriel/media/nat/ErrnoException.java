package io.oriel.media.nat;

import java.io.IOException;

/// A system call failed.
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1L;

  /// Values of `asm-generic/errno-base.h` and `asm-generic/errno.h` that callers decide by.
  public static final int ENOENT = 2;

  public static final int EINTR = 4;
  public static final int EBADF = 9;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EINVAL = 22;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int ENOSPC = 28;
  public static final int EPIPE = 32;
  public static final int ECONNRESET = 104;
  public static final int ECONNREFUSED = 111;
  public static final int EDQUOT = 122;

  private final int errno;

  /// @param what was tried, for example `connect to /run/user/1000/wayland-1`
  public ErrnoException(String what, int errno) {
    super("cannot " + what + ": " + Libc.errorText(errno));
    this.errno = errno;
  }

  /// The system's error number.
  public int errno() {
    return errno;
  }

  /// Whether one of these is why a call failed, be it one of ours or of the JDK, which tells the
  /// system's words for it only, in the language of the process.
  ///
  /// @param numbers values of `errno.h`
  public static boolean isWhy(IOException failure, int... numbers) {
    for (int number : numbers) {
      if (failure instanceof ErrnoException own
          ? own.errno == number
          : String.valueOf(failure.getMessage()).contains(Libc.errorText(number))) {
        return true;
      }
    }
    return false;
  }
}
