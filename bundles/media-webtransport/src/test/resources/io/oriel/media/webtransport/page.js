// Opens a session as a page does, and posts what it saw.
const query = new URLSearchParams(location.search);
const seen = {};
const within = (promise, what) =>
  Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error(what)), 40000))]);

async function all(stream) {
  let length = 0;
  let sum = 0;
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return { length, sum };
    length += value.length;
    for (const byte of value) sum = (sum * 31 + byte) | 0;
  }
}

async function run() {
  const hash = Uint8Array.from(atob(query.get('hash')), (c) => c.charCodeAt(0));
  const other = new Uint8Array(32);
  const transport = new WebTransport(query.get('url'), {
    serverCertificateHashes: [other, hash].map((value) => ({ algorithm: 'sha-256', value })),
    congestionControl: 'low-latency',
    protocols: ['other', 'oriel-1'],
  });
  await within(transport.ready, 'not ready');
  seen.protocol = transport.protocol ?? 'unsupported';
  seen.maxDatagram = transport.datagrams.maxDatagramSize;

  const control = await transport.createBidirectionalStream();
  const writer = control.writable.getWriter();
  await writer.write(new TextEncoder().encode('hello'));
  const reader = control.readable.getReader();
  seen.echo = new TextDecoder().decode((await within(reader.read(), 'no echo')).value);

  const datagrams = transport.datagrams.readable.getReader();
  const out = transport.datagrams.writable.getWriter();
  await out.write(new Uint8Array([1, 2, 3]));
  seen.datagram = Array.from((await within(datagrams.read(), 'no datagram')).value);

  const frames = transport.incomingUnidirectionalStreams.getReader();
  await writer.write(new TextEncoder().encode('go'));
  seen.frames = 0;
  seen.bytes = 0;
  while (seen.frames < Number(query.get('frames'))) {
    const { value } = await within(frames.read(), `frame ${seen.frames} did not come`);
    const frame = await within(all(value), `frame ${seen.frames} did not end`);
    seen.frames++;
    seen.bytes += frame.length;
    seen.sum = frame.sum;
  }
  await writer.write(new TextEncoder().encode('end'));
  const { closeCode, reason } = await within(transport.closed, 'not closed');
  seen.closed = `${closeCode} ${reason}`;
}

run()
  .catch((error) => {
    seen.error = String(error);
  })
  .then(() => fetch('/result', { method: 'POST', body: JSON.stringify(seen) }));
