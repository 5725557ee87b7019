// What this browser may do, as the owner gives it and takes it away.

import { toast } from './dialogs.js';
import { has, t } from './language.js';

/**
 * @param {string[]} before
 * @param {string[]} now
 * @returns {{ given: string[], taken: string[] }}
 */
export function change(before, now) {
  return {
    given: now.filter((right) => !before.includes(right)),
    taken: before.filter((right) => !now.includes(right)),
  };
}

/** Says what changed, and nothing where nothing did. @param {string[]} before @param {string[]} now */
export function tell(before, now) {
  for (const [which, rights] of Object.entries(change(before, now))) {
    const what = rights.map((right) => `right.${right}`).filter(has).map((key) => t(key));
    if (what.length > 0) {
      toast(t(`rights.${which}`, { what: what.join(', ') }));
    }
  }
}
