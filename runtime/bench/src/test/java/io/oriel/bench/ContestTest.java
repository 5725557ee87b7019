package io.oriel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oriel.bench.peer.AbsentException;
import io.oriel.bench.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {
  private final List<String> turns = new ArrayList<>();

  private final class Recorded implements Peer {
    private final String name;
    private double next = 100;

    Recorded(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public double micros(double seconds) {
      turns.add(name);
      return next++;
    }
  }

  @Test
  void contestants_take_turns_and_the_warm_up_does_not_count() throws Exception {
    var standings = new Contest().peer("a", new Recorded("a")).peer("b", new Recorded("b")).run(1);

    assertThat(turns.subList(0, 6)).containsExactly("a", "b", "a", "b", "a", "b");
    // rounds took 101 … 109
    assertThat(standings.getFirst().micros()).isEqualTo(105);
    assertThat(standings.getFirst().spread()).isCloseTo(4 / 105.0, within(1e-9));
  }

  @Test
  void an_absent_peer_leaves_a_row_that_says_so() throws Exception {
    var nobody =
        new Peer() {
          @Override
          public String name() throws AbsentException {
            throw new AbsentException("no libfoo; apt-get install libfoo");
          }

          @Override
          public double micros(double seconds) throws AbsentException {
            throw new AbsentException("no libfoo; apt-get install libfoo");
          }
        };
    Result.Peer row = new Contest().peer("foo", nobody).run(0.1).getFirst().peer(m -> 1 / m);

    assertThat(row.name()).isEqualTo("foo");
    assertThat(row.value()).isNaN();
    assertThat(row.note()).isEqualTo("no libfoo; apt-get install libfoo");
  }

  @Test
  void java_code_is_timed_per_piece_of_work() throws Exception {
    long[] count = {0}; // quick machines count beyond 2^31
    var standing = new Contest().java("Java", () -> count[0]++).run(0.05).getFirst();

    assertThat(standing.micros()).isPositive().isLessThan(10);
    assertThat(count[0]).isGreaterThan(1000);
  }
}
