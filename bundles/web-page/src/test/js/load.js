// Where the scripts under test lie.
import { readFileSync } from 'node:fs';

const SITE = new URL('../../main/resources/io/oriel/web/page/internal/site/', import.meta.url);

/** @param {string} path below the site */
export const load = (path) => import(new URL(path, SITE).href);

/** @param {string} name of a JSON file in the tests' resources */
export const vectors = (name) => JSON.parse(
  readFileSync(new URL(`../resources/io/oriel/web/page/internal/${name}`, import.meta.url), 'utf8'));

export const hex = (bytes) => Buffer.from(bytes).toString('hex');
