// The plan of a case as a page holds it. Changes are kept one after the other, and nothing is shown that is not kept.

import { get, put, remove } from "../api.js";

/**
 * The actions in order, as {key, text}. A key stays with an action when it moves or is reworded.
 *
 * `onConflict(mine, theirs)` is asked when another tab has changed the plan: both are lists of texts, `theirs` empty where the plan
 * was deleted. It returns the texts to keep, or null for what is there now. `onWaiting(waits)` is told when the server is gone and
 * a change waits for it.
 */
export class PlanKeeper {
  constructor(caseId, { onConflict, onWaiting }) {
    Object.assign(this, { path: `/cases/${caseId}/plan`, onConflict, onWaiting, items: [], version: 0, busy: 0, next: 0, queue: Promise.resolve() });
  }

  /** Read the plan as it is kept, and return whether it is another than the one held. What was changed here meanwhile is newer. */
  async load() {
    const held = this.version;
    const { plan } = await get(this.path);
    if (this.busy > 0 || held !== this.version) return false;
    const differs = (plan ? plan.version : 0) !== this.version;
    if (differs) this.take(plan);
    return differs;
  }

  texts() {
    return this.items.map((item) => item.text);
  }

  item(text) {
    this.next += 1;
    return { key: `action-${this.next}`, text };
  }

  /** Keep what `change` makes of the actions; an empty list deletes the plan. Raises ApiError for what cannot be kept. */
  change(change) {
    this.busy += 1;
    const done = this.queue.catch(() => {}).then(() => this.keep(change(this.items)));
    this.queue = done;
    return done.finally(() => (this.busy -= 1));
  }

  async keep(items) {
    for (;;) {
      try {
        return await this.sent(items);
      } catch (error) {
        if (error.code === "unreachable") await this.wait();
        else if (error.code === "conflict") items = await this.settled(items);
        else throw error;
        if (items === null) return;
      }
    }
  }

  async sent(items) {
    if (items.length === 0) {
      await remove(this.path);
      this.take(null);
      return;
    }
    const actions = items.map(({ text }) => ({ text }));
    this.take(await put(this.path, { actions, version: this.version }), items);
  }

  async settled(items) {
    const { plan } = await get(this.path);
    this.version = plan ? plan.version : 0;
    const theirs = plan ? plan.actions.map((action) => action.text) : [];
    const texts = await this.onConflict(items.map((item) => item.text), theirs);
    if (texts === null) this.take(plan);
    return texts === null ? null : this.matched(texts, items);
  }

  async wait() {
    this.onWaiting(true);
    await new Promise((resolve) => window.addEventListener("regrip:back", resolve, { once: true }));
    this.onWaiting(false);
  }

  take(plan, items = this.items) {
    this.version = plan ? plan.version : 0;
    const texts = plan ? plan.actions.map((action) => action.text) : [];
    const same = texts.length === items.length;
    this.items = same ? items.map((item, at) => ({ ...item, text: texts[at] })) : this.matched(texts, items);
  }

  /** Items of these texts; those of `items` that say the same keep their keys. */
  matched(texts, items) {
    const left = [...items];
    return texts.map((text) => {
      const at = left.findIndex((item) => item.text === text);
      return at < 0 ? this.item(text) : left.splice(at, 1)[0];
    });
  }
}
