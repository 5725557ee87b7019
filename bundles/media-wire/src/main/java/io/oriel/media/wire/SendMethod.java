package io.oriel.media.wire;

/// How datagrams reach the kernel, the cheapest first. Measured on loopback with 1400 bytes:
/// segments cost about a third of one call each; batches save the system calls only, a fifth
/// (`./oriel bench send`).
public enum SendMethod {
  /// Many per system call, and cut by the kernel or the network device (`UDP_SEGMENT`, generic
  /// segmentation offload, Linux 4.18). Only datagrams of one length, save for a shorter last one,
  /// go together.
  SEGMENTS,

  /// Many per system call (`sendmmsg`), each its own packet all the way.
  BATCHES,

  /// One system call each (`sendmsg`).
  SINGLY,

  /// Through the JDK's channel; no choice of the local address.
  PORTABLE
}
