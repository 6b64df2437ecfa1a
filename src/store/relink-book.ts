import type {
  Json,
  LinkedId,
  Relinked,
  RelinkedLane,
  RelinkedThing,
  RelinkOrder,
} from '../domain/index.ts';
import { Failure, idText } from '../domain/index.ts';
import { AGAIN } from '../pipeline/index.ts';
import type { NamedRequest } from './answered-requests.ts';
import { answerOf, answerOnce } from './answered-requests.ts';
import { subjectOf } from './audit-subjects.ts';
import type { Database, RunStatement } from './database.ts';
import { storeCall } from './failures.ts';
import { mergeThings } from './relinking/merge.ts';
import { splitThing } from './relinking/split.ts';
import type { ConflictMove, RecordAgain } from './relinking/statements.ts';
import {
  countConflicts,
  loadThings,
  masterKeysOf,
  moveConflicts,
  parkAgain,
  partThings,
  replaceThings,
  takeNumber,
  unpartThings,
} from './relinking/statements.ts';
import type { FlowPlace, RelinkPlan, Thing } from './relinking/thing.ts';
import { isSameId } from './relinking/thing.ts';

export type { RecordAgain } from './relinking/statements.ts';
export type { FlowPlace, FlowSide, RelinkPlan, Thing } from './relinking/thing.ts';

/** What a change needs in addition to the order. */
export interface RelinkParts {
  /** All configured two-way flows. */
  readonly flows: readonly FlowPlace[];
  /** Finds the records that lanes have to deliver again; called once, with the things as they will be. */
  readonly newest: (plan: Pick<RelinkPlan, 'things' | 'lanes'>) => Promise<readonly RecordAgain[]>;
}

/** The result of a change, without the ids: it can be stored, and an erasure need not search it. */
export type RelinkAnswer = Omit<Relinked, 'things'> & { readonly masterKeys: readonly string[] };

/** Placeholder in a preview, which takes no number. */
const NO_NUMBER = '';

/**
 * Merges two things into one, and splits one into two. Every call throws STORE_UNAVAILABLE if the database did not
 * answer.
 */
export class RelinkBook {
  readonly #database: Database;
  readonly #schema: string;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  /** Returns what `change` would do. Writes nothing. @throws Failure as `change` */
  async preview(order: RelinkOrder, { flows, newest }: RelinkParts): Promise<Relinked> {
    return this.#once(null, async (run) => {
      const before = await this.#find(run, order);
      const plan = planOf(order, before, { flows, number: NO_NUMBER });
      const again = await newest(plan);
      const move = conflictMove(before, plan);
      const conflicts = move ? await countConflicts(this.#place(run), move, flows) : 0;
      return {
        things: plan.things.map(toldThing),
        lanes: plan.lanes.map((fate) => toldLane(fate, again)),
        ...{ flows: plan.flows, conflicts },
      };
    });
  }

  /**
   * Carries the order out in one transaction. Call it while all lanes that may hold the things are stopped, since their
   * claims date from before, and make one change at a time.
   * @param requestId identifies the order: a repeat gets the first answer
   * @throws Failure NOT_FOUND, MERGE_REFUSED, SPLIT_REFUSED: then nothing was changed
   */
  async change(
    order: RelinkOrder,
    { flows, newest }: RelinkParts,
    requestId: string | undefined,
  ): Promise<RelinkAnswer> {
    const request = requestId === undefined ? null : await this.#named(order, requestId);
    return this.#once(request, async (run) => {
      const place = this.#place(run);
      const before = await this.#find(run, order);
      const plan = planOf(order, before, { flows, number: await takeNumber(place) });
      const again = await newest(plan);
      await replaceThings(place, before, plan.things);
      await parkAgain(place, again);
      await this.#rememberParted(place, before, plan);
      const move = conflictMove(before, plan);
      const conflicts = move ? await countConflicts(place, move, flows) : 0;
      if (move) await moveConflicts(place, move, flows);
      return {
        masterKeys: plan.things.map(({ masterKey }) => masterKey),
        lanes: plan.lanes.map((fate) => toldLane(fate, again)),
        ...{ flows: plan.flows, conflicts },
      };
    });
  }

  /** Returns the result of the order with this id; null if it has not been carried out. */
  async answered(order: RelinkOrder, requestId: string): Promise<RelinkAnswer | null> {
    const request = await this.#named(order, requestId);
    const place = { database: this.#database, schema: this.#schema };
    return storeCall('look up the answer to an order', () =>
      answerOf<RelinkAnswer>(place, request),
    );
  }

  /** Returns things with their current ids. */
  async things(masterKeys: readonly string[]): Promise<readonly RelinkedThing[]> {
    return this.#once(null, async (run) => {
      const things = await loadThings(this.#place(run), masterKeys);
      return things.map(toldThing);
    });
  }

  async #rememberParted(
    place: { readonly run: RunStatement; readonly schema: string },
    [, gone]: readonly Thing[],
    { things: [kept, left] }: RelinkPlan,
  ): Promise<void> {
    if (kept && left) await partThings(place, kept.masterKey, left.masterKey);
    else if (kept && gone) await unpartThings(place, kept.masterKey, gone.masterKey);
  }

  #place(run: RunStatement) {
    return { run, schema: this.#schema };
  }

  /** Returns the things of an order; of a merge, the one that stays comes first. */
  async #find(run: RunStatement, order: RelinkOrder): Promise<readonly Thing[]> {
    const place = this.#place(run);
    const ids = order.kind === 'merge' ? [order.record, order.other] : order.ids;
    const found = await masterKeysOf(place, ids);
    const masterKeys = ids.map((id, index) => found[index] ?? unknown(id));
    const distinct = [...new Set(masterKeys)];
    if (order.kind === 'split' && distinct.length > 1) {
      const told = ids.map((id, index) => `${idText(id)} (${masterKeys[index] ?? ''})`).join(', ');
      throw new Failure('SPLIT_REFUSED', {
        message: `These are ids of different things: ${told}.`,
      });
    }
    return loadThings(place, distinct);
  }

  /**
   * A hash of the order is stored, from which short ids could be guessed. So their pseudonyms in the audit log are
   * hashed instead.
   */
  async #named(order: RelinkOrder, id: string): Promise<NamedRequest> {
    const { kind, stays } = order;
    const meant = kind === 'merge' ? [order.record, order.other] : order.ids;
    const hide = (ids: readonly LinkedId[]) =>
      this.#once(null, async (run) => {
        const hidden: Json[] = [];
        for (const { connector, entity, externalId } of ids) {
          hidden.push([connector, entity, await subjectOf(run, this.#schema, externalId)]);
        }
        return hidden;
      });
    return { id, content: { relink: kind, ids: await hide(meant), stays: await hide(stays) } };
  }

  #once<Answer>(
    request: NamedRequest | null,
    work: (run: RunStatement) => Promise<Answer>,
  ): Promise<Answer> {
    const place = { database: this.#database, schema: this.#schema };
    return storeCall('merge or split things', () => answerOnce(place, request, work));
  }
}

function planOf(
  order: RelinkOrder,
  [first, second]: readonly Thing[],
  { flows, number }: { readonly flows: readonly FlowPlace[]; readonly number: string },
): RelinkPlan {
  if (!first) throw new Error('the order names no thing');
  const again = `${AGAIN}${number}`;
  const { stays } = order;
  if (order.kind === 'split') {
    const leaving = first.ids.filter((id) => order.ids.some((one) => isSameId(id, one)));
    return splitThing(first, { leaving, masterKey: number, stays, flows, again });
  }
  // They are already one thing.
  if (!second) return { things: [first], lanes: [], flows: [] };
  return mergeThings(first, second, { stays, flows, again });
}

/**
 * Selects the conflicts to move: of a merge, all of the thing that goes; of a split, those of the ids that leave. Null
 * if there are none to move.
 */
function conflictMove(
  [first, gone]: readonly Thing[],
  { things: [kept, left] }: RelinkPlan,
): ConflictMove | null {
  if (!first || !kept) return null;
  if (left) return { from: first.masterKey, to: left.masterKey, only: left };
  return gone ? { from: gone.masterKey, to: kept.masterKey, only: null } : null;
}

function unknown(id: LinkedId): never {
  throw new Failure('NOT_FOUND', { message: `Nothing is known of ${idText(id)}.` });
}

function toldThing({ masterKey, ids }: Thing): RelinkedThing {
  const sorted = ids.toSorted((one, other) => (idText(one) < idText(other) ? -1 : 1));
  return {
    masterKey,
    ids: sorted.map(({ connector, entity, externalId, gaveWay }) => ({
      ...{ connector, entity, externalId, gaveWay: gaveWay === true },
    })),
  };
}

function toldLane(
  { laneId, fate, ...told }: RelinkPlan['lanes'][number],
  again: readonly RecordAgain[],
): RelinkedLane {
  const isReady = again.some((one) => one.laneId === laneId && one.masterKey === told.masterKey);
  return { ...told, fate: fate === 'again' && !isReady ? 'next' : fate };
}
