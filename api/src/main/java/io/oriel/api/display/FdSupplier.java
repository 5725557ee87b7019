package io.oriel.api.display;

import io.oriel.api.backend.BackendException;

/// Makes a file descriptor that belongs to the caller.
@FunctionalInterface
public interface FdSupplier {
  int open() throws BackendException;
}
