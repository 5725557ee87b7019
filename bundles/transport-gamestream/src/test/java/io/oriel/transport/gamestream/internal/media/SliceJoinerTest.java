package io.oriel.transport.gamestream.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.media.EncodedFrame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SliceJoinerTest {
  private final SliceJoiner joiner = new SliceJoiner();

  @Test
  void slices_become_one_frame() {
    assertThat(joiner.add(slice(1, "one ", false))).isFalse();
    assertThat(joiner.add(slice(1, "and two", true))).isTrue();

    assertThat(joined()).isEqualTo("one and two");
  }

  @Test
  void a_frame_after_one_that_was_never_finished_stands_alone() {
    joiner.add(slice(1, "an encoder that went away", false));

    assertThat(joiner.add(slice(2, "whole", true))).isTrue();
    assertThat(joined()).isEqualTo("whole");

    joiner.add(slice(3, "another", false));
    joiner.add(slice(4, "in ", false));
    assertThat(joiner.add(slice(4, "two", true))).isTrue();
    assertThat(joined()).isEqualTo("in two");
  }

  @Test
  void an_encoder_that_begins_with_the_number_of_an_unfinished_frame_stands_alone() {
    joiner.add(slice(5, "an encoder that went away", false));

    joiner.restart();

    assertThat(joiner.add(slice(5, "its ", false))).isFalse();
    assertThat(joiner.add(slice(5, "successor", true))).isTrue();
    assertThat(joined()).isEqualTo("its successor");
  }

  private String joined() {
    byte[] text = joiner.bytes().asSlice(0, joiner.length()).toArray(ValueLayout.JAVA_BYTE);
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static EncodedFrame slice(long sequence, String text, boolean last) {
    var bytes = MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII));
    return (EncodedFrame)
        Proxy.newProxyInstance(
            EncodedFrame.class.getClassLoader(),
            new Class<?>[] {EncodedFrame.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "sequence" -> sequence;
                  case "bytes" -> bytes;
                  case "length" -> text.length();
                  case "lastSlice" -> last;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
