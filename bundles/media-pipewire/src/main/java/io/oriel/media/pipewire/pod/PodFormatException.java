package io.oriel.media.pipewire.pod;

/// Bytes that are no [Pod], or one of a kind that is not read here.
public final class PodFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  PodFormatException(String message) {
    super(message);
  }
}
