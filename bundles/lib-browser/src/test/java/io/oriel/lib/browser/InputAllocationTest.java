package io.oriel.lib.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.input.Injector;
import io.oriel.lib.browser.wire.InputReader;
import io.oriel.media.core.ThreadAllocation;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class InputAllocationTest {
  private static final Injector NOTHING =
      new Injector() {
        @Override
        public void close() {}
      };

  @Test
  void input_allocates_nothing() throws Exception {
    var reader = new InputReader();
    var bridge = new InputBridge(NOTHING, new PadMessages(null, _ -> {}));
    byte[] events =
        HexFormat.of()
            .parseHex(
                "01001e01"
                    + "020161"
                    + "03011001"
                    + "043fc00000c0100000"
                    + "0580000000"
                    + "0600000078"
                    + "0701000000074000bfff7f028f0000"
                    + "08020101ffff0000fe010e2d"
                    + "0a0300001001ff0080007fff0000ffff"
                    + "0c");
    var message = ByteBuffer.allocateDirect(5 + events.length);

    long bytes =
        ThreadAllocation.least(
            50,
            0,
            () -> {
              for (int i = 0; i < 2000; i++) {
                message.clear().putInt(reader.next()).put((byte) 10).put(events).flip();
                if (!reader.read(message, bridge)) {
                  throw new AssertionError("the message is not understood");
                }
                bridge.flush();
              }
            });

    assertThat(bytes).isZero();
  }
}
