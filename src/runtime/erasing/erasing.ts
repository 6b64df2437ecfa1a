import { eraseKey } from '../../bus/index.ts';
import type { ErasurePort } from '../../control/index.ts';
import type { Erased, Erasure, ErasureOrder } from '../../domain/index.ts';
import type { InTurn } from '../one-at-a-time.ts';
import { changeLanes } from '../recovery.ts';
import type { StatusBoard } from '../status-board.ts';
import type { Place } from '../whereabouts.ts';
import { findThing } from './places.ts';
import type { Survey, SurveyParts } from './survey.ts';
import { survey } from './survey.ts';

export interface ErasingParts extends SurveyParts {
  readonly board: StatusBoard;
  /** One queue for everything that changes what is known of things, even when no lane is concerned. */
  readonly inTurn: InTurn;
}

/**
 * Erases while all lanes that may hold the thing are at rest: first from the logs, then all rows in one transaction. So
 * no lane writes again what is being erased, and each lane restarts with what remains. After a crash in between, the
 * logs no longer hold it, and a repeat removes the rows.
 */
export function openErasing(parts: ErasingParts): ErasurePort {
  return {
    async preview(order, signal) {
      const found = await survey(parts, order, signal);
      const inStore = await parts.store.erasures.count(found.held);
      return withStore(found, { ...inStore, erased: [...found.inLogs, ...inStore.erased] });
    },
    erase: (order, signal, requestId) =>
      parts.inTurn(signal, () => eraseThing(parts, order, signal, requestId)),
  };
}

async function eraseThing(
  parts: ErasingParts,
  order: ErasureOrder,
  signal: AbortSignal,
  requestId: string | undefined,
): Promise<Erasure> {
  const { store } = parts;
  const { meant, others } = await findThing(parts, order);
  // Refuses before any lane is disturbed. The survey that counts is the one made while they are at rest.
  await survey(parts, order, signal);
  const lanes = [...meant, ...others].flatMap(({ stream }) => stream.plan.lanes);
  const names = [...new Set(lanes.map(({ name }) => name))];
  const named = requestId === undefined ? null : { id: requestId, order };
  let erasure: Erasure = { erased: [], remaining: [] };
  await changeLanes(parts, names, async () => {
    const found = await survey(parts, order, signal);
    const inStore = await store.erasures.erase(found.held, named, () => eraseLogs(parts, found));
    for (const { stream, key } of meant) stream.forgetRecent(key);
    erasure = withStore(found, inStore);
  });
  return erasure;
}

function withStore({ remaining }: Survey, { erased, remaining: inStore }: Erasure): Erasure {
  return { erased, remaining: [...remaining, ...inStore] };
}

async function eraseLogs(
  { bus }: ErasingParts,
  { logs }: { readonly logs: readonly Place[] },
): Promise<readonly Erased[]> {
  const erased: Erased[] = [];
  for (const { stream, key } of logs) {
    const { name } = stream.plan;
    erased.push({ place: 'log', stream: name, count: await eraseKey(bus, name, key) });
  }
  return erased;
}
