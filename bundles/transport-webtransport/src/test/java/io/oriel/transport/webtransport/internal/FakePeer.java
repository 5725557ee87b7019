package io.oriel.transport.webtransport.internal;

import io.oriel.api.session.LinkReport;
import io.oriel.api.web.Admission;
import io.oriel.lib.browser.BrowserPeer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Writes down what it is told.
final class FakePeer implements BrowserPeer {
  final List<String> told = new CopyOnWriteArrayList<>();

  @Override
  public void control(String json) {
    told.add(json);
  }

  @Override
  public void datagram(ByteBuffer message) {
    told.add("datagram " + message.remaining());
  }

  @Override
  public void closed() {
    told.add("closed");
  }

  @Override
  public Optional<Admission> admission() {
    return Optional.empty();
  }

  @Override
  public void lost(long first, long last) {
    told.add("lost " + first + " " + last);
  }

  @Override
  public void received(long sequence) {
    told.add("received " + sequence);
  }

  @Override
  public void keyFrameWanted() {
    told.add("key frame");
  }

  @Override
  public void report(LinkReport report) {
    told.add("report " + report.packetsSent() + " " + report.packetsLost());
  }

  @Override
  public void carries(long bitsPerSecond) {
    told.add("carries " + bitsPerSecond);
  }
}
