package io.oriel.wire.gamestream.enet;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Iterator;

/// The other side of one connection. Used on its host's thread only.
public final class EnetPeer {
  /// Where a connection is in its life.
  enum State {
    /// CONNECT sent.
    CONNECTING,
    /// VERIFY_CONNECT sent, not yet acknowledged.
    VERIFYING,
    CONNECTED,
    /// Messages are still to be acknowledged, then DISCONNECT.
    LEAVING,
    /// DISCONNECT sent.
    DISCONNECTING,
    GONE
  }

  private static final int MAX_QUEUED = 1024;

  final int slot;
  final int connectId;
  State state;
  int remoteId = Enet.NO_PEER;
  int incomingSession;
  int outgoingSession;
  int mtu;
  int channels;
  int leaveData;
  long lastReceived;
  long lastPing;
  final RoundTrip roundTrip = new RoundTrip();
  final AckQueue acks = new AckQueue();
  final ArrayDeque<Outgoing> queued = new ArrayDeque<>();
  final ArrayDeque<Outgoing> unacknowledged = new ArrayDeque<>();
  int bytesInFlight;
  private final int data;
  private InetSocketAddress address;
  private final InBudget budget = new InBudget();
  private InChannel[] incoming = {};
  private int[] outReliable = {};
  private int[] outUnreliable = {};
  private int managementSequence;
  private int group;
  private final GroupWindow groups = new GroupWindow();
  private final EnetEvents events;
  private Object attachment;
  private int currentChannel;
  private final InChannel.Sink sink = this::deliver;

  EnetPeer(
      int slot,
      InetSocketAddress address,
      int connectId,
      int data,
      State state,
      EnetEvents events) {
    this.slot = slot;
    this.address = address;
    this.connectId = connectId;
    this.data = data;
    this.state = state;
    this.events = events;
  }

  void open(int channelCount, int mtuBytes) {
    channels = channelCount;
    mtu = mtuBytes;
    incoming = new InChannel[channelCount];
    outReliable = new int[channelCount];
    outUnreliable = new int[channelCount];
  }

  /// Where its datagrams go.
  public InetSocketAddress address() {
    return address;
  }

  /// The peer moved: only after a message from the new address was authenticated (GameStream
  /// protocol notes, GS-C-02).
  public void moved(InetSocketAddress to) {
    address = to;
  }

  /// The data word of its CONNECT.
  public int data() {
    return data;
  }

  /// Channels both sides may use.
  public int channels() {
    return channels;
  }

  /// Whether messages can be exchanged.
  public boolean connected() {
    return state == State.CONNECTED;
  }

  /// Smoothed round-trip time in milliseconds; 0: not measured yet.
  public long roundTripMillis() {
    return roundTrip.measured() ? roundTrip.millis() : 0;
  }

  /// Whether everything reliable that was sent has been acknowledged.
  public boolean settled() {
    return queued.isEmpty() && unacknowledged.isEmpty();
  }

  /// How much of what was sent has not been acknowledged yet, in commands.
  public int underWay() {
    return queued.size() + unacknowledged.size();
  }

  /// What its user put there.
  public Object attachment() {
    return attachment;
  }

  /// Keeps something for the user of this peer.
  public void attach(Object value) {
    attachment = value;
  }

  /// Queues a message; [EnetHost#service] or the next [EnetHost#receive] sends it.
  /// Copies the bytes.
  ///
  /// @param channel one that the peer does not have becomes 0
  /// @return `false`: not connected, or too much is waiting
  public boolean send(int channel, byte[] bytes, int offset, int length, Delivery delivery) {
    if (state != State.CONNECTED || queued.size() >= MAX_QUEUED) {
      return false;
    }
    if (length > InChannel.MAX_MESSAGE) {
      throw new IllegalArgumentException("message of " + length + " bytes");
    }
    int to = channel < channels ? channel : 0;
    int room = mtu - 28;
    if (length > room && delivery != Delivery.UNSEQUENCED) {
      fragments(to, bytes, offset, length, room);
      return true;
    }
    byte[] command;
    switch (delivery) {
      case RELIABLE -> {
        command = new byte[6 + length];
        Enet.head(command, Enet.RELIABLE | Enet.WANTS_ACK, to, nextReliable(to));
        Enet.put16(command, 4, length);
        System.arraycopy(bytes, offset, command, 6, length);
      }
      case UNRELIABLE -> {
        command = new byte[8 + length];
        Enet.head(command, Enet.UNRELIABLE, to, outReliable[to]);
        outUnreliable[to] = outUnreliable[to] + 1 & 0xffff;
        Enet.put16(command, 4, outUnreliable[to]);
        Enet.put16(command, 6, length);
        System.arraycopy(bytes, offset, command, 8, length);
      }
      default -> {
        command = new byte[8 + length];
        Enet.head(command, Enet.UNSEQUENCED | Enet.WITHOUT_SEQUENCE, to, 0);
        group = group + 1 & 0xffff;
        Enet.put16(command, 4, group);
        Enet.put16(command, 6, length);
        System.arraycopy(bytes, offset, command, 8, length);
      }
    }
    queued.add(new Outgoing(command, delivery == Delivery.RELIABLE));
    return true;
  }

  private void fragments(int channel, byte[] bytes, int offset, int length, int room) {
    int count = (length + room - 1) / room;
    int start = outReliable[channel] + 1 & 0xffff;
    for (int i = 0; i < count; i++) {
      int at = i * room;
      int n = Math.min(room, length - at);
      byte[] command = new byte[24 + n];
      Enet.head(command, Enet.FRAGMENT | Enet.WANTS_ACK, channel, nextReliable(channel));
      Enet.put16(command, 4, start);
      Enet.put16(command, 6, n);
      Enet.put32(command, 8, count);
      Enet.put32(command, 12, i);
      Enet.put32(command, 16, length);
      Enet.put32(command, 20, at);
      System.arraycopy(bytes, offset + at, command, 24, n);
      queued.add(new Outgoing(command, true));
    }
  }

  private int nextReliable(int channel) {
    outReliable[channel] = outReliable[channel] + 1 & 0xffff;
    outUnreliable[channel] = 0;
    return outReliable[channel];
  }

  int nextManagement() {
    managementSequence = managementSequence + 1 & 0xffff;
    return managementSequence;
  }

  /// Tells the peer to go once everything queued has been acknowledged; the event follows.
  public void disconnectLater(int word) {
    if (state == State.CONNECTED) {
      state = State.LEAVING;
      leaveData = word;
    }
  }

  /// Says goodbye once everything before it has been acknowledged.
  void leaveIfSettled() {
    if (state == State.LEAVING && settled()) {
      disconnect(leaveData);
    }
  }

  /// Tells the peer to go; the event follows its acknowledgement or a time-out. What is queued is
  /// not sent any more.
  public void disconnect(int word) {
    if (state == State.GONE || state == State.DISCONNECTING) {
      return;
    }
    queued.clear();
    unacknowledged.clear();
    bytesInFlight = 0;
    byte[] command = new byte[8];
    Enet.head(command, Enet.DISCONNECT | Enet.WANTS_ACK, Enet.MANAGEMENT, nextManagement());
    Enet.put32(command, 4, word);
    queued.add(new Outgoing(command, true));
    state = State.DISCONNECTING;
  }

  /// Handles a message command at `c` of the datagram.
  ///
  /// @return whether to acknowledge it, if it asks for that
  boolean message(int command, byte[] b, int c, int length) {
    int channel = Enet.u8(b, c + 1);
    if (channel >= channels) {
      return false;
    }
    currentChannel = channel;
    int sequence = Enet.u16(b, c + 2);
    if (command == Enet.UNSEQUENCED) {
      if (groups.fresh(Enet.u16(b, c + 4))) {
        deliver(b, c + 8, length);
      }
      return true;
    }
    InChannel in = incoming[channel];
    if (in == null) {
      in = new InChannel(budget);
      incoming[channel] = in;
    }
    return switch (command) {
      case Enet.RELIABLE -> in.reliable(sequence, b, c + 6, length, sink);
      case Enet.UNRELIABLE -> {
        in.unreliable(sequence, Enet.u16(b, c + 4), b, c + 8, length, sink);
        yield true;
      }
      default -> in.fragment(sequence, b, c, length, command == Enet.FRAGMENT, sink);
    };
  }

  /// Whether messages are delivered now.
  boolean takesMessages() {
    return state == State.CONNECTED || state == State.LEAVING;
  }

  private void deliver(byte[] b, int at, int length) {
    if (takesMessages()) {
      events.message(this, currentChannel, b, at, length);
    }
  }

  /// Takes an acknowledged command off the list.
  ///
  /// @return its number, or 0 if nothing waited for this
  int acknowledged(int channel, int sequence) {
    for (Iterator<Outgoing> i = unacknowledged.iterator(); i.hasNext(); ) {
      Outgoing o = i.next();
      if (o.sequence == sequence && o.channel == channel) {
        i.remove();
        bytesInFlight -= o.bytes.length;
        return Enet.u8(o.bytes, 0) & 0x0f;
      }
    }
    return 0;
  }
}
