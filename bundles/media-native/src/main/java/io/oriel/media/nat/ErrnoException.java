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
  public static final int EPIPE = 32;
  public static final int ECONNRESET = 104;
  public static final int ECONNREFUSED = 111;

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
}
