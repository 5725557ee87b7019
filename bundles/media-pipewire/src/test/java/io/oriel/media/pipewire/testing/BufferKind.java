package io.oriel.media.pipewire.testing;

/// What a [VideoProducer] hands over as the memory of its pictures.
public enum BufferKind {
  /// Memory, as compositors without a GPU give it.
  MEMFD,
  /// Memory of one page that claims to hold a picture: who trusts the claim reads beyond it.
  SHORT_MEMFD,
  /// An event counter, which cannot be mapped.
  EVENTFD,
  /// A dma-buf by its type, ordinary memory in truth.
  FALSE_DMABUF,
  /// A dma-buf laid out row by row, where [Udmabuf] makes them.
  DMABUF
}
