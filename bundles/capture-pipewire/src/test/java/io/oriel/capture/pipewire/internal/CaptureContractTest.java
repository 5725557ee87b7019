package io.oriel.capture.pipewire.internal;

import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.CaptureTarget.PipeWireNode;
import io.oriel.media.pipewire.testing.Shot;
import io.oriel.media.pipewire.testing.VideoOffer;
import io.oriel.media.pipewire.testing.VideoProducer;
import io.oriel.tck.CaptureContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// A polite producer whose consumer chooses the size, as on Mutter.
class CaptureContractTest extends CaptureContract {
  private VideoProducer producer;
  private Feeder feeder;

  @BeforeAll
  static void startPipeWire() throws Exception {
    HostileFixture.startPipeWire();
  }

  @AfterAll
  static void stopPipeWire() {
    HostileFixture.stopPipeWire();
  }

  @BeforeEach
  void produce() throws Exception {
    producer = HostileFixture.producer(VideoOffer.sizedByConsumer());
  }

  @AfterEach
  void take() {
    producer.close();
  }

  @Override
  protected CaptureProvider provider() {
    return Own.captures(15_000);
  }

  @Override
  protected CaptureProvider.Request request() {
    return HostileFixture.request();
  }

  @Override
  protected CaptureTarget target() {
    PipeWireNode node = HostileFixture.target(producer);
    return new PipeWireNode(
        node.nodeId(), node.objectSerial(), node.remoteFd(), node.socket(), true);
  }

  @Override
  protected void opening() {
    feeder = Feeder.polite(producer);
  }

  @Override
  protected void opened() {
    feeder.close();
  }

  @Override
  protected void change() throws Exception {
    producer.show(Shot.POLITE);
  }

  @Override
  protected void resize(int widthPx, int heightPx, int maxMilliHz) {
    // by the capture, which negotiates
  }

  @Override
  protected boolean kill() {
    producer.close();
    return true;
  }
}
