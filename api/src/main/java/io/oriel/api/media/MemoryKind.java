package io.oriel.api.media;

/// Where a picture's bytes lie.
public enum MemoryKind {
  /// A Linux dma-buf, one descriptor per plane.
  DMABUF,
  /// CUDA device memory, addressed by device pointers.
  CUDA,
  /// Ordinary memory of this process, readable through a memory segment.
  HOST
}
