package io.oriel.client.gamestream;

/// One application of a host's list.
public record AppEntry(int id, String title, boolean hdr) {}
