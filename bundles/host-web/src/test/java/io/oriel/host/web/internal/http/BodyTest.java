package io.oriel.host.web.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class BodyTest {
  private final BodyBudget budget = new BodyBudget(1000);

  private static void add(Body body, int bytes) throws Refusal {
    body.add(Unpooled.wrappedBuffer(new byte[bytes]));
  }

  @Test
  void small_bodies_have_room_while_large_ones_have_taken_it_all() throws Refusal {
    var large = new Body(budget, 1 << 20);
    add(large, Body.FREE - 10);
    add(large, 1010);
    assertThat(budget.taken()).isEqualTo(1000);

    var small = new Body(budget, 1 << 20);
    add(small, Body.FREE);
    assertThatThrownBy(() -> add(small, 1)).hasMessageContaining("busy");
    assertThat(small.toByteArray()).hasSize(Body.FREE);

    large.close();
    add(small, 1);
    assertThat(budget.taken()).isEqualTo(1);
    small.close();
    assertThat(budget.taken()).isZero();
  }

  @Test
  void an_endpoints_limit_holds() throws Refusal {
    var body = new Body(budget, 10);
    add(body, 10);

    assertThatThrownBy(() -> add(body, 1)).hasMessageContaining("longer than 10 bytes");
  }
}
