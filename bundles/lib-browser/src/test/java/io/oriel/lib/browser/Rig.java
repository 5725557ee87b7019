package io.oriel.lib.browser;

import io.oriel.api.web.Admission;
import io.oriel.lib.browser.fixture.FakeHost;
import io.oriel.lib.browser.fixture.RecordingOrchestrator;
import io.oriel.lib.browser.fixture.TestFrame;

/// Pages under test on a fake host.
final class Rig implements AutoCloseable {
  final FakeHost fake = new FakeHost();
  final RecordingOrchestrator orchestrator = fake.orchestrator;
  final BrowserHost host = new BrowserHost("test", fake.services(), () -> 100_000_000);

  /// A page that has said hello.
  RecordingPath admitted() {
    fake.tickets.put("t", Admission.of(fake.client));
    return greeted("t");
  }

  RecordingPath greeted(String ticket) {
    var path = connected();
    path.peer.control("{\"type\":\"hello\",\"version\":1,\"ticket\":\"" + ticket + "\"}");
    return path;
  }

  RecordingPath connected() {
    var path = new RecordingPath();
    path.peer = host.connect(path);
    return path;
  }

  /// A page whose session runs, after its first key frame.
  RecordingPath live() throws Exception {
    var path = admitted();
    path.peer.control(RecordingPath.START);
    path.session = orchestrator.next();
    path.link = path.session.linked();
    path.link.sendVideo(TestFrame.key(1));
    path.next("started");
    return path;
  }

  @Override
  public void close() {
    host.close();
  }
}
