package io.oriel.input.uinput.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendException.Kind;
import io.oriel.media.nat.ErrnoException;

/// Words and remedies for a `/dev/uinput` that cannot be used.
final class Access {
  static final String REFUSED =
      "/dev/uinput refuses this user: install runtime/udev/60-oriel-input.rules"
          + " (KERNEL==\"uinput\", GROUP=\"input\", MODE=\"0660\", TAG+=\"uaccess\") and add the"
          + " user to the group input, see docs/how-to/allow-input-devices.md";

  static final String ABSENT =
      "/dev/uinput is not there: load the kernel's module with modprobe uinput";

  // asm-generic/errno-base.h
  private static final int EPERM = 1;
  private static final int ENODEV = 19;

  private Access() {}

  /// What a failure to make a device means.
  static BackendException explain(ErrnoException e) {
    return switch (e.errno()) {
      case ErrnoException.EACCES, EPERM -> new BackendException(Kind.NO_PERMISSION, REFUSED, e);
      case ErrnoException.ENOENT, ENODEV -> new BackendException(Kind.DEVICE_LOST, ABSENT, e);
      default -> new BackendException(Kind.FAILED, e.getMessage(), e);
    };
  }
}
