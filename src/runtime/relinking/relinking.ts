import type { RelinkPort } from '../../control/index.ts';
import type { Relinked, RelinkOrder } from '../../domain/index.ts';
import type { FlowPlace, RelinkAnswer } from '../../store/index.ts';
import { identityEndpoint } from '../../store/index.ts';
import type { InTurn } from '../one-at-a-time.ts';
import { changeLanes } from '../recovery.ts';
import type { StatusBoard } from '../status-board.ts';
import { placesOf } from '../whereabouts.ts';
import type { MeantParts } from './meant.ts';
import { findMeant } from './meant.ts';
import type { NewestParts } from './newest.ts';
import { newestAgain } from './newest.ts';

export interface RelinkingParts extends MeantParts, NewestParts {
  readonly board: StatusBoard;
  /** One queue for everything that changes what is known of things, even when no lane is concerned. */
  readonly inTurn: InTurn;
}

/**
 * Changes which ids are one thing, in one transaction, while all lanes that may hold the things are at rest. Each lane
 * restarts with the claims it then finds, so no batch continues under a master key that is gone.
 */
export function openRelinking(parts: RelinkingParts): RelinkPort {
  return {
    async preview(order, signal) {
      const meant = await findMeant(parts, order);
      return parts.store.relinks.preview(meant.order, relinkParts(parts, signal));
    },
    change: (order, signal, requestId) =>
      parts.inTurn(signal, () => relink(parts, order, signal, requestId)),
  };
}

async function relink(
  parts: RelinkingParts,
  order: RelinkOrder,
  signal: AbortSignal,
  requestId: string | undefined,
): Promise<Relinked> {
  const { relinks } = parts.store;
  const { order: meant, things } = await findMeant(parts, order);
  // An order already carried out under this request id may not be possible a second time.
  const first = requestId === undefined ? null : await relinks.answered(meant, requestId);
  if (first) return told(parts, first);
  const needs = relinkParts(parts, signal);
  // Refuses before any lane is disturbed. The preview that counts is the one made while they are at rest.
  await relinks.preview(meant, needs);
  const streams = things.flatMap((thing) => placesOf(parts, thing).map(({ stream }) => stream));
  const lanes = streams.flatMap(({ plan }) => plan.lanes.map(({ name }) => name));
  let answer: RelinkAnswer | null = null;
  await changeLanes(parts, lanes, async () => {
    answer = await relinks.change(meant, needs, requestId);
  });
  if (answer === null) throw new Error('the change was not made');
  return told(parts, answer);
}

async function told(
  { store }: RelinkingParts,
  { masterKeys, ...change }: RelinkAnswer,
): Promise<Relinked> {
  return { things: await store.relinks.things(masterKeys), ...change };
}

function relinkParts(parts: RelinkingParts, signal: AbortSignal) {
  return {
    flows: flowPlaces(parts),
    newest: (plan: Parameters<typeof newestAgain>[1]) => newestAgain(parts, plan, signal),
  };
}

/** Returns all configured two-way flows, with the ids of their sides. */
function flowPlaces({ streams, lanes }: RelinkingParts): readonly FlowPlace[] {
  const sides = [...lanes.values()].flatMap(({ plan, ledger }) => {
    const stream = streams.get(plan.stream)?.plan;
    if (!plan.twoWay || !stream) return [];
    const { flow, side } = plan.twoWay;
    const own = { connector: stream.connector, entity: stream.source.entity };
    const endpoints = [own, identityEndpoint(stream.identity)];
    return [{ flow, side, lane: plan.name, laneId: ledger.id, endpoints }];
  });
  return [...Map.groupBy(sides, ({ flow }) => flow)].flatMap(([flow, both]) => {
    const a = both.find(({ side }) => side === 'a');
    const b = both.find(({ side }) => side === 'b');
    return a && b ? [{ flow, sides: { a, b } }] : [];
  });
}
