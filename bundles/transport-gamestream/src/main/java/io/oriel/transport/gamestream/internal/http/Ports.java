package io.oriel.transport.gamestream.internal.http;

/// The ports that clients are told.
///
/// @param http TCP
/// @param https TCP
public record Ports(int http, int https) {}
