package io.oriel.testkit.internal;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.clipboard.ClipboardContent.Kind;
import io.oriel.api.clipboard.ClipboardProvider;
import io.oriel.tck.ClipboardContract;
import java.util.Map;
import java.util.Optional;

class ClipboardContractTest extends ClipboardContract {
  private final TestClipboards clipboards = new TestClipboards();

  @Override
  protected ClipboardProvider provider() {
    return clipboards;
  }

  @Override
  protected ClipboardProvider.Request request() {
    return new ClipboardProvider.Request(TestDisplays.ID, Map.of());
  }

  @Override
  protected void copy(ClipboardContent content) {
    clipboards.copy(content);
  }

  @Override
  protected Optional<byte[]> paste(Kind kind) {
    return clipboards.paste().filter(c -> c.kind() == kind).map(ClipboardContent::bytes);
  }
}
