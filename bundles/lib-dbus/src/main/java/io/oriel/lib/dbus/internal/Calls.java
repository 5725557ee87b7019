package io.oriel.lib.dbus.internal;

import io.oriel.lib.dbus.BusException;
import io.oriel.lib.dbus.BusException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.Endian;

/// Calls that were sent, and the wait for their answers. Any thread.
final class Calls {
  static final MessageFactory MESSAGES =
      new MessageFactory(
          ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? Endian.BIG : Endian.LITTLE);

  private final BusSocket socket;
  private final ConcurrentHashMap<Long, CompletableFuture<Incoming>> waiting =
      new ConcurrentHashMap<>();
  private volatile BusException gone;

  Calls(BusSocket socket) {
    this.socket = socket;
  }

  MethodCall message(
      String destination,
      String path,
      String interfaceName,
      String member,
      byte flags,
      String signature,
      Object... arguments)
      throws BusException {
    try {
      return MESSAGES.createMethodCall(
          null, destination, path, interfaceName, member, flags, signature, arguments);
    } catch (DBusException | RuntimeException e) {
      throw new BusException(
          Kind.WRONG_TYPE, interfaceName + "." + member + ": cannot be sent: " + e.getMessage(), e);
    }
  }

  /// Sends and waits for the answer.
  ///
  /// @param what for messages
  /// @return the answer, no error; its descriptors are the caller's to close
  Incoming ask(MethodCall call, String what, Duration timeout) throws BusException {
    var answer = new CompletableFuture<Incoming>();
    long deadline = System.nanoTime() + timeout.toNanos();
    waiting.put(call.getSerial(), answer);
    try {
      write(call, deadline);
      long left = Math.max(1, deadline - System.nanoTime());
      return usable(answer.get(left, TimeUnit.NANOSECONDS), what);
    } catch (TimeoutException e) {
      giveUp(answer);
      throw new BusException(
          Kind.NO_ANSWER, what + ": no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      giveUp(answer);
      Thread.currentThread().interrupt();
      throw new BusException(Kind.NO_ANSWER, what + ": interrupted while waiting", e);
    } catch (ExecutionException e) {
      throw new BusException(Kind.GONE, what + ": " + e.getCause().getMessage(), e.getCause());
    } finally {
      waiting.remove(call.getSerial());
    }
  }

  /// Sends what nobody answers.
  void send(Message message, Duration timeout) throws BusException {
    write(message, System.nanoTime() + timeout.toNanos());
  }

  /// The reading thread found an answer.
  void answered(Incoming answer) {
    var call = waiting.remove(answer.replySerial());
    if (call == null || !call.complete(answer)) {
      answer.closeDescriptors();
    }
  }

  /// Nothing will be answered any more.
  void fail(BusException why) {
    gone = why;
    waiting.values().forEach(call -> call.completeExceptionally(why));
  }

  /// Why nothing can be sent any more; `null`: it can.
  BusException gone() {
    return gone;
  }

  private void write(Message message, long deadline) throws BusException {
    var why = gone;
    if (why == null) {
      try {
        socket.write(message.getWireData(), message.getFiledescriptors(), deadline);
        why = gone; // failed while we were writing: our wait may have come too late to be told
      } catch (InterruptedIOException e) {
        throw new BusException(Kind.NO_ANSWER, "cannot send to the bus: " + e.getMessage(), e);
      } catch (IOException | IllegalArgumentException e) {
        throw new BusException(Kind.GONE, "cannot send to the bus: " + e.getMessage(), e);
      }
    }
    if (why != null) {
      throw new BusException(Kind.GONE, why.getMessage(), why);
    }
  }

  private static void giveUp(CompletableFuture<Incoming> answer) {
    if (!answer.cancel(false) && !answer.isCompletedExceptionally()) {
      answer.join().closeDescriptors();
    }
  }

  private static Incoming usable(Incoming answer, String what) throws BusException {
    if (answer.trouble() != null) {
      answer.closeDescriptors();
      throw new BusException(
          answer.trouble().kind(), what + ": " + answer.trouble().getMessage(), answer.trouble());
    }
    if (answer.type() != MessageHeader.ERROR) {
      return answer;
    }
    answer.closeDescriptors();
    String name = answer.message().getName();
    var values = Types.values(answer, what);
    String text = values.isEmpty() ? String.valueOf(name) : String.valueOf(values.getFirst());
    throw new BusException(Proxies.kind(name), name, what + ": " + text, null);
  }
}
