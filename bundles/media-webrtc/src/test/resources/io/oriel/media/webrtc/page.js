// Connects, waits until pictures and sound have come, and posts what it saw to /seen.
const pc = new RTCPeerConnection();
const video = document.getElementById('video');
const wanted = new URLSearchParams(location.search);

pc.addEventListener('track', (e) => {
  if (e.track.kind === 'video') {
    video.srcObject = new MediaStream([e.track]);
  } else {
    const audio = new Audio();
    audio.srcObject = new MediaStream([e.track]);
    audio.play();
  }
});

async function seen() {
  const report = { state: pc.connectionState };
  for (const s of (await pc.getStats()).values()) {
    if (s.type === 'inbound-rtp' && s.kind === 'video') {
      Object.assign(report, {
        decoded: s.framesDecoded, keyFrames: s.keyFramesDecoded, lost: s.packetsLost,
        width: s.frameWidth, height: s.frameHeight, nacks: s.nackCount, plis: s.pliCount,
      });
    } else if (s.type === 'inbound-rtp' && s.kind === 'audio') {
      report.audioPackets = s.packetsReceived;
      report.concealed = s.concealedSamples;
      report.samples = s.totalSamplesReceived;
    } else if (s.type === 'transport') {
      report.srtp = s.srtpCipher;
      report.dtls = s.dtlsState;
    }
  }
  if (video.videoWidth > 0) {
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const c = canvas.getContext('2d');
    c.drawImage(video, 0, 0);
    report.pixel = [...c.getImageData(video.videoWidth / 2, video.videoHeight / 4, 1, 1).data];
  }
  return report;
}

try {
  pc.addTransceiver('video', { direction: 'recvonly' });
  pc.addTransceiver('audio', { direction: 'recvonly' });
  await pc.setLocalDescription(await pc.createOffer());
  const answer = await fetch('/whep' + location.search, {
    method: 'POST', headers: { 'Content-Type': 'application/sdp' }, body: pc.localDescription.sdp,
  });
  const sdp = await answer.text();
  if (answer.status !== 201) {
    throw new Error(sdp);
  }
  await pc.setRemoteDescription({ type: 'answer', sdp });
  const frames = Number(wanted.get('frames'));
  for (;;) {
    const now = await seen();
    const enough = now.decoded >= frames && now.audioPackets > 50 && Boolean(now.pixel);
    await fetch('/seen', { method: 'POST', body: JSON.stringify({ ...now, done: enough }) });
    if (enough) {
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  if (wanted.get('leave')) {
    pc.close();
  }
} catch (e) {
  await fetch('/seen', { method: 'POST', body: JSON.stringify({ error: String(e) }) });
}
