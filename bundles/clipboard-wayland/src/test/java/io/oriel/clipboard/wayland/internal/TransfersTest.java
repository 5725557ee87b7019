package io.oriel.clipboard.wayland.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.clipboard.ClipboardContent.Kind;
import io.oriel.clipboard.wayland.internal.Forms.Form;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.PipeEnd;
import io.oriel.media.nat.Poller;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TransfersTest {
  private static final Form TEXT = new Form(Kind.TEXT, "TEXT");

  private final List<ClipboardContent> came = new ArrayList<>();
  private final List<PipeEnd> ends = new ArrayList<>();
  private Transfers transfers = new Transfers(TimeUnit.SECONDS.toNanos(20), came::add);

  @AfterEach
  void close() {
    transfers.close();
    ends.forEach(PipeEnd::close);
  }

  @Test
  void contents_come_in_pieces() throws Exception {
    PipeEnd program = reading();
    for (String piece : new String[] {"one ", "piece ", "more"}) {
      try (var arena = Arena.ofConfined()) {
        MemorySegment text = arena.allocateFrom(piece);
        program.write(text, 0, piece.length());
      }
      run();
    }
    assertThat(came).isEmpty();

    program.close();
    run();

    assertThat(new String(came.getFirst().bytes())).isEqualTo("one piece more");
  }

  @Test
  void a_program_that_ends_without_a_word_copied_nothing() throws Exception {
    reading().close();
    while (transfers.idleNanos() >= 0) {
      run();
    }

    assertThat(came).isEmpty();
  }

  @Test
  void a_program_that_hands_over_nothing_is_given_up() throws Exception {
    transfers = new Transfers(TimeUnit.MILLISECONDS.toNanos(50), came::add);
    reading();
    assertThat(transfers.idleNanos()).isPositive();
    while (transfers.idleNanos() >= 0) {
      run();
    }

    assertThat(came).isEmpty();
  }

  @Test
  void a_program_that_never_takes_what_it_pastes_is_given_up() throws Exception {
    transfers = new Transfers(TimeUnit.MILLISECONDS.toNanos(50), came::add);
    writing(new byte[4 << 20]);
    while (transfers.writing()) {
      run();
    }

    assertThat(transfers.idleNanos()).isNegative();
  }

  @Test
  void a_program_that_goes_while_it_pastes_is_forgotten() throws Exception {
    writing(new byte[4 << 20]).close();

    run();

    assertThat(transfers.writing()).isFalse();
  }

  @Test
  void a_thousand_programs_that_paste_and_never_read_keep_few_descriptors() throws Exception {
    var pipes = new ArrayList<PipeEnd>();
    for (int i = 0; i < 1_000; i++) {
      PipeEnd[] pipe = PipeEnd.open();
      transfers.write(new byte[1 << 20], Fd.dup(pipe[1].fd()));
      pipe[1].close();
      if (i >= 900) {
        pipes.add(pipe[0]);
      } else {
        pipe[0].close();
      }
    }
    ends.addAll(pipes);
    run();

    assertThat(transfers.writing()).isTrue();
    try (var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(1 << 17);
      long alive = 0;
      for (PipeEnd pipe : pipes) {
        while (pipe.read(buffer, 0, buffer.byteSize()) > 0) {
          // what was written before
        }
        alive += pipe.read(buffer, 0, buffer.byteSize()) == PipeEnd.WOULD_BLOCK ? 1 : 0;
      }
      assertThat(alive).isEqualTo(32);
    }
  }

  /// @return the end of the program that copied
  private PipeEnd reading() throws Exception {
    PipeEnd[] pipe = PipeEnd.open();
    transfers.read(TEXT, pipe[0]);
    ends.add(pipe[1]);
    return pipe[1];
  }

  /// @return the end of the program that pastes
  private PipeEnd writing(byte[] bytes) throws Exception {
    PipeEnd[] pipe = PipeEnd.open();
    transfers.write(bytes, Fd.dup(pipe[1].fd()));
    pipe[1].close();
    ends.add(pipe[0]);
    return pipe[0];
  }

  private void run() throws Exception {
    Poller poller = transfers.poller();
    poller.poll(transfers.idleNanos() < 0 ? 0 : Math.min(transfers.idleNanos(), 10_000_000));
    transfers.run(poller, 0);
  }
}
