package io.oriel.media.pipewire;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Which pictures to fetch, and how.
///
/// @param name of the stream, as tools show it
/// @param properties of its node
/// @param nodeId of the producer
/// @param linksItself joins the two nodes through the daemon's `link-factory`, as one who may do
///     everything; otherwise a session manager does it, as portals want it
/// @param wishes kinds of pictures taken, best first
/// @param buffers how many the producer is asked for, 1 … 64; it may have fewer
/// @param cursor the pointer is wanted beside the picture
public record VideoStreamRequest(
    String name,
    Map<String, String> properties,
    int nodeId,
    boolean linksItself,
    List<VideoWish> wishes,
    VideoMode mode,
    int buffers,
    boolean cursor) {
  /// The most buffers a stream can have.
  public static final int MOST_BUFFERS = 64;

  public VideoStreamRequest {
    Objects.requireNonNull(name, "name");
    properties = Map.copyOf(properties);
    wishes = List.copyOf(wishes);
    Objects.requireNonNull(mode, "mode");
    if (wishes.isEmpty()) {
      throw new IllegalArgumentException("no kind of picture is wanted");
    }
    if (buffers < 1 || buffers > MOST_BUFFERS) {
      throw new IllegalArgumentException(buffers + " buffers");
    }
  }
}
