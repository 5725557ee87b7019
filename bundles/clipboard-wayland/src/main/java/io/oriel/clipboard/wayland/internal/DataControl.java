package io.oriel.clipboard.wayland.internal;

import io.oriel.media.wayland.WaylandException;
import java.util.List;

/// The clipboard of one seat, through either of two protocols that differ in their names alone.
/// The connection's thread.
interface DataControl {
  /// What the compositor tells.
  interface Events {
    /// The clipboard has other contents; *gives away* the offer.
    ///
    /// @param offer `null`: it is empty
    void selected(Offer offer) throws WaylandException;

    /// The seat is gone, and the clipboard with it.
    void finished();
  }

  /// What programs ask of contents that were put there from here.
  interface SourceEvents {
    /// A program pastes.
    ///
    /// @param fd to write to; *taken over*
    void send(String mimeType, int fd);

    /// Something else is on the clipboard now.
    void cancelled();
  }

  /// Contents of another program.
  interface Offer {
    /// Names of their forms, in the program's order.
    List<String> mimeTypes();

    /// Asks for one of them.
    ///
    /// @param fd what the program is to write to; borrowed
    void receive(String mimeType, int fd) throws WaylandException;

    /// No longer of interest.
    void destroy() throws WaylandException;
  }

  /// Puts something on the clipboard.
  void offer(List<String> mimeTypes, SourceEvents events) throws WaylandException;
}
