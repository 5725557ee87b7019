import { test } from 'node:test';
import assert from 'node:assert/strict';
import { load } from './load.js';

const { modeFor, refreshOf } = await load('ui/mode.js');
const { DEFAULTS, sane } = await load('ui/preferences.js');
const { change } = await load('ui/rights.js');
const { default: english } = await load('strings/en.js');
const { default: german } = await load('strings/de.js');

const here = {
  width: 1281, height: 719, ratio: 1.5, refreshHz: 120, screen: { width: 1920, height: 1080 },
};

test('the desktop gets the pixels of the window', () => {
  assert.deepEqual(modeFor({ size: 'window', refreshHz: 0, scale: 0 }, here),
    { width: 1920, height: 1078, refreshMilliHz: 120000, scale: 1.5 });
});

test('or those of the screen, or a fixed size', () => {
  assert.deepEqual(modeFor({ size: 'screen', refreshHz: 60, scale: 2 }, here),
    { width: 2880, height: 1620, refreshMilliHz: 60000, scale: 2 });
  assert.deepEqual(modeFor({ size: '1280x720', refreshHz: 0, scale: 0 }, here),
    { width: 1280, height: 720, refreshMilliHz: 120000, scale: 1 });
});

test('tiny windows ask for a size that desktops can have', () => {
  const mode = modeFor({ size: 'window', refreshHz: 0, scale: 0 }, { ...here, width: 3, height: 3 });
  assert.deepEqual([mode.width, mode.height], [320, 320]);
});

test('a screen refreshes at a rate that screens have', () => {
  assert.equal(refreshOf([16.6, 16.7, 16.7, 33.3, 16.6]), 60);
  assert.equal(refreshOf([6.9, 6.9, 7.0]), 144);
  assert.equal(refreshOf([40, 41, 39]), 25);
  assert.equal(refreshOf([5, 6, 6, 6, 39, 6, 6, 6, 70]), 60);
  assert.equal(refreshOf([300, 280, 310]), 60);
});

test('stored preferences of another version do no harm', () => {
  assert.deepEqual(sane({ size: 7, nonsense: 1, sound: false }), { ...DEFAULTS, sound: false });
  assert.deepEqual(sane(null), { ...DEFAULTS });
});

test('every language has the same texts with the same gaps', () => {
  assert.deepEqual(Object.keys(german).sort(), Object.keys(english).sort());
  const gaps = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const key of Object.keys(english)) {
    assert.deepEqual(gaps(german[key]), gaps(english[key]), key);
  }
});

test('what the owner gave and took away is told apart', () => {
  assert.deepEqual(change(['VIEW', 'INPUT', 'FILES'], ['VIEW', 'AUDIO', 'FILES']),
    { given: ['AUDIO'], taken: ['INPUT'] });
  assert.deepEqual(change(['VIEW'], ['VIEW']), { given: [], taken: [] });
});
