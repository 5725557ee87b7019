package io.oriel.vdisplay.wlroots.internal.attach;

import io.oriel.media.wayland.Globals;
import io.oriel.media.wayland.WaylandConnection;
import io.oriel.media.wayland.WaylandException;
import io.oriel.media.wayland.protocol.ZwlrOutputConfigurationHeadV1;
import io.oriel.media.wayland.protocol.ZwlrOutputConfigurationV1;
import io.oriel.media.wayland.protocol.ZwlrOutputHeadV1;
import io.oriel.media.wayland.protocol.ZwlrOutputManagerV1;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One look at a compositor's outputs through wlr-output-management, and one change. One thread.
final class Heads implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST = 256; // far above any honest compositor

  private final WaylandConnection connection;
  private final ZwlrOutputManagerV1 manager;
  private final List<Head> heads = new ArrayList<>();
  private int serial;
  private boolean done;

  /// Connects and reads.
  ///
  /// @throws IOException the compositor does not answer or has no output management
  Heads(Path socket) throws IOException {
    connection = WaylandConnection.connect(socket.toString());
    try {
      manager =
          Globals.of(connection, PATIENCE)
              .need(
                  new ZwlrOutputManagerV1(
                      new ZwlrOutputManagerV1.Events() {
                        @Override
                        public void head(ZwlrOutputHeadV1 head) throws WaylandException {
                          add(head);
                        }

                        @Override
                        public void done(int of) {
                          serial = of;
                          done = true;
                        }
                      }),
                  1);
      connection.roundtrip(PATIENCE);
      if (!done) {
        throw new IOException("the compositor does not tell its outputs");
      }
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private void add(ZwlrOutputHeadV1 proxy) throws WaylandException {
    if (heads.size() == MOST) {
      throw new WaylandException("the compositor announced more than " + MOST + " outputs");
    }
    var head = new Head(proxy);
    proxy.listen(head);
    heads.add(head);
  }

  /// How they are.
  List<OutputState> read() {
    return heads.stream().filter(h -> !h.gone()).map(Head::state).toList();
  }

  /// Makes some outputs as given; others stay.
  ///
  /// @param custom whether modes that an output does not list may be asked for
  /// @return `false`: refused, or the outputs changed meanwhile
  boolean apply(List<OutputState> wanted, boolean custom) throws IOException {
    var answer = new Boolean[1];
    var configuration =
        new ZwlrOutputConfigurationV1(
            new ZwlrOutputConfigurationV1.Events() {
              @Override
              public void succeeded() {
                answer[0] = true;
              }

              @Override
              public void failed() {
                answer[0] = false;
              }

              @Override
              public void cancelled() {
                answer[0] = false;
              }
            });
    manager.createConfiguration(configuration, serial);
    for (Head head : heads) {
      if (!head.gone()) {
        configure(configuration, head, OutputState.in(wanted, head.state().name()), custom);
      }
    }
    configuration.apply();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (answer[0] == null && System.nanoTime() < deadline) {
      connection.await(deadline - System.nanoTime());
    }
    if (answer[0] == null) {
      throw new IOException("the compositor does not say whether it arranged its outputs");
    }
    return answer[0];
  }

  private static void configure(
      ZwlrOutputConfigurationV1 configuration,
      Head head,
      Optional<OutputState> wanted,
      boolean custom)
      throws WaylandException {
    boolean on = wanted.map(OutputState::enabled).orElse(head.state().enabled());
    if (!on) {
      configuration.disableHead(head.proxy());
      return;
    }
    var change = new ZwlrOutputConfigurationHeadV1();
    configuration.enableHead(change, head.proxy());
    if (wanted.isEmpty()) {
      return;
    }
    OutputState to = wanted.get();
    if (!head.state().sizeOf(to) || head.state().refreshMilliHz() != to.refreshMilliHz()) {
      Optional<Head.Mode> listed = head.mode(to, !custom);
      if (listed.isPresent()) {
        change.setMode(listed.get().proxy());
      } else if (custom) {
        change.setCustomMode(to.widthPx(), to.heightPx(), to.refreshMilliHz());
      }
    }
    change.setPosition(to.x(), to.y());
    change.setTransform(to.transform());
    change.setScale(to.scale());
  }

  @Override
  public void close() {
    connection.close();
  }
}
