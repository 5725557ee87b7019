// Uploads files one after the other, away from the picture's thread.

import { Upload } from './upload.js';

/** @type {Map<number, Upload>} */
const uploads = new Map();
let last = Promise.resolve();

addEventListener('message', ({ data: { id, file, cancel } }) => {
  if (cancel) {
    uploads.get(id)?.cancel();
    return;
  }
  const upload = new Upload(file, (progress) => postMessage({ id, ...progress }));
  uploads.set(id, upload);
  last = last.then(async () => {
    try {
      postMessage({ id, done: await upload.run() });
    } catch (e) {
      const cancelled = e.name === 'AbortError' || upload.cancelled;
      postMessage({ id, failed: cancelled ? 'cancelled' : e.message || String(e), status: e.status });
    } finally {
      uploads.delete(id);
    }
  });
});
