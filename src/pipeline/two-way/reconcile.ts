import type { MappedItem } from '../item.ts';
import { toPeeked } from '../item.ts';
import type { Considered } from './decide.ts';
import { decide, settleUnasked } from './decide.ts';
import { reconcileDeletions } from './deletions.ts';
import type {
  Intended,
  ThingConflict,
  TwoWayFlow,
  TwoWaySettlement,
  TwoWayTarget,
} from './flow.ts';
import { gaveWay, withSide } from './former.ts';
import type { TwoWayState } from './merge.ts';
import { gone, neverMet, otherSide } from './merge.ts';
import { findOvertaken } from './overtaken.ts';
import { peek } from './peek.ts';
import type { Reading } from './reading.ts';
import { readingOf } from './reading.ts';
import { statesOf } from './unsettled.ts';
import { waitFor } from './wait.ts';

/** Reconciles one batch of a lane that is part of a two-way flow. */
export interface Reconciliation {
  /** Gives items that change nothing on the other side their verdict, and the others the document to write there. */
  reconcile(items: readonly MappedItem[], signal: AbortSignal): Promise<void>;
  /**
   * Notes durably what is about to be written. If the outcome remains unknown, the side itself is asked later.
   * @param nameOf the idempotency key of an item's delivery
   */
  intend(nameOf: (item: MappedItem) => string): Promise<void>;
  /** Returns what the batch has changed, once all items have their verdicts. */
  settlement(): TwoWaySettlement;
}

export function openReconciliation(flow: TwoWayFlow, target: TwoWayTarget): Reconciliation {
  const considered: Considered[] = [];
  const deletes: { readonly item: MappedItem; readonly whenGone: TwoWayState }[] = [];
  const intended = new Set<MappedItem>();
  /** Deletions reported by a side into which a write of the same thing is noted, with unknown outcome. */
  const unsettled = new Set<MappedItem>();
  return {
    async reconcile(items, signal) {
      const open = items.filter(({ verdict }) => verdict === null);
      if (open.length === 0) return;
      const remembered = await flow.load(open.map(({ claim }) => claim.masterKey));
      const deleted = open.filter(isDelete);
      for (const item of deleted) {
        const { state, intent } = remembered.get(item.claim.masterKey) ?? {};
        deletes.push({ item, whenGone: goneFrom(state) });
        if (intent?.to === flow.side) unsettled.add(item);
      }
      await reconcileDeletions(flow, { items: deleted, remembered, target }, signal);
      const upserts = open.filter((item) => !isDelete(item));
      const states = await statesOf(flow, { items: upserts, remembered, target }, signal);
      const all = upserts.flatMap((item) => {
        const known = states.get(item) ?? null;
        if (known === null) item.verdict = waitFor(item);
        return known === null ? [] : [readingOf(flow, known, item)];
      });
      const readings = await leaveOutOvertaken(flow, all, signal);
      const needed = readings.filter((reading) => {
        const settled = settleUnasked(flow, reading);
        if (settled) considered.push(settled);
        return settled === null;
      });
      const things = needed.map(({ item }) => toPeeked(item));
      const held = await peek(target, things, signal);
      needed.forEach((one, index) => considered.push(decide(flow, one, held[index] ?? null)));
    },
    async intend(nameOf) {
      const writes = new Map<string, Intended>();
      for (const one of considered) {
        const { item } = one;
        if (item.verdict !== null) continue;
        intended.add(item);
        const whenHeld = learned(flow, one, true);
        const intent = { to: otherSide(flow.side), name: nameOf(item), whenHeld };
        // This note replaces an earlier one, so `state` keeps what was found out about the earlier write.
        const state = one.known === neverMet ? learned(flow, one, false) : one.known;
        writes.set(item.claim.masterKey, { ...intent, state });
      }
      if (writes.size > 0) await flow.intend(writes);
    },
    settlement() {
      const states = new Map<string, TwoWayState>();
      const inDoubt = new Set<string>();
      const conflicts: ThingConflict[] = [];
      for (const { item, whenGone } of deletes) {
        if (!isHeld(item)) continue;
        states.set(item.claim.masterKey, whenGone);
        if (unsettled.has(item)) inDoubt.add(item.claim.masterKey);
      }
      for (const one of considered) {
        const { masterKey } = one.item.claim;
        states.set(masterKey, learned(flow, one, isHeld(one.item)));
        if (isHeld(one.item)) conflicts.push(...one.conflicts);
        else if (intended.has(one.item)) inDoubt.add(masterKey);
      }
      return { flow: flow.name, states, inDoubt, conflicts };
    },
  };
}

/** A thing that was deleted and comes back counts as new, even with the same content. Records that gave way still exist. */
function goneFrom({ former }: Partial<TwoWayState> = {}): TwoWayState {
  return former ? { ...gone, former } : gone;
}

function isDelete({ record }: MappedItem): boolean {
  return record.operation === 'delete';
}

function isHeld({ verdict }: MappedItem): boolean {
  const kind = verdict?.kind;
  return kind === 'applied' || kind === 'unchanged' || kind === 'echo';
}

/**
 * Returns what is known afterwards. A record under a key that gave way is an edit of the thing, and the other side gets it. Only the
 * key that stays determines what this side holds, so this side gets the edit back from the other side. The record counts as read
 * once the other side has the edit: until then, it reports the same edit again.
 */
function learned(
  { side }: TwoWayFlow,
  { item, known, now, state, whenHeld }: Considered,
  holds: boolean,
): TwoWayState {
  if (!gaveWay(item)) return holds ? whenHeld : state;
  if (!holds) return known;
  const to = otherSide(side);
  return withSide({ ...known, [to]: whenHeld[to] }, side, item, now);
}

/** Returns the readings that are current; the others get their verdict. */
async function leaveOutOvertaken(
  flow: TwoWayFlow,
  readings: readonly Reading[],
  signal: AbortSignal,
): Promise<readonly Reading[]> {
  const overtaken = await findOvertaken(flow, readings, signal);
  return readings.filter(({ item }, index) => {
    if (overtaken[index] === true) item.verdict = { kind: 'superseded' };
    if (overtaken[index] === null) item.verdict = waitFor(item);
    return overtaken[index] === false;
  });
}
