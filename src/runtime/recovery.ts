import type { BusConnection } from '../bus/index.ts';
import { readKey, readRecord, seqBefore } from '../bus/index.ts';
import type { LaneReplay, RecoveryPort } from '../control/index.ts';
import type {
  DeadLetter,
  DeadLetterFilter,
  Json,
  JsonObject,
  ReplayPreview,
  ShownDeadLetter,
  StoredRecord,
  View,
} from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import { previewDelivery } from '../pipeline/index.ts';
import type { NamedChange, NamedRequest, Store } from '../store/index.ts';
import type { LaneAtWork } from './lane-effects.ts';
import type { StatusBoard } from './status-board.ts';
import { hiddenBy, maskedGroups, maskedLetter } from './story/index.ts';
import type { StreamAtWork } from './stream-effects.ts';
import { isTimeIn } from './version-times.ts';

const EVERYTHING: View = { personal: true };

export interface RecoveryParts {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly streams: ReadonlyMap<string, StreamAtWork>;
  readonly lanes: ReadonlyMap<string, LaneAtWork>;
  readonly board: StatusBoard;
}

/**
 * Brings records back on their way. Each change is one transaction in the store, made while the lane's drain is
 * interrupted; the drain then starts from the new state. So a crash in between leaves either nothing or an order that
 * is carried out.
 */
export function openRecovery(parts: RecoveryParts): RecoveryPort {
  const { store, bus, lanes } = parts;
  const { deadLetters } = store;

  const change = (name: string, act: (lane: LaneAtWork) => Promise<void>) =>
    changeLane(parts, name, act);

  // A replay for a lane that is not configured any more, or has got another target, would wait for ever.
  const atWork = (filter: DeadLetterFilter) => ({
    ...filter,
    memories: [...lanes.values()].map(({ ledger }) => ledger.id),
  });
  const among = (filter: DeadLetterFilter) => (filter.replayable ? atWork(filter) : filter);

  const seen = (letter: DeadLetter, view: View): ShownDeadLetter => ({
    ...maskedLetter(letter, hiddenBy(parts, view)(letter.stream)),
    versionIsTime: hasTime(parts, letter),
  });

  return {
    async listDeadLetters(filter, { limit, after, view = EVERYTHING }, signal) {
      const found = await deadLetters.list(among(filter), { limit: limit + 1, after }, signal);
      const letters = found.slice(0, limit).map((letter) => seen(letter, view));
      return { letters, next: found.length > limit ? (letters.at(-1)?.id ?? null) : null };
    },
    newestDeadLetterId: (signal) => deadLetters.newestId(signal),
    countDeadLetters: (filter, signal) => deadLetters.count(among(filter), signal),
    getDeadLetter: async (id, view = EVERYTHING, signal) =>
      seen(await deadLetters.get(id, signal), view),
    async listDeadLetterGroups(filter, view, signal) {
      const groups = await store.causes.groups(filter, signal);
      return maskedGroups(groups, { hiddenOf: hiddenBy(parts, view), deadLetters, signal });
    },
    async previewReplay(id, document, signal) {
      const letter = await deadLetters.get(id, signal);
      const lane = present(lanes, laneOf(letter));
      return preview(bus, lane, { letter, document, signal });
    },
    async replayDeadLetters({ requestId, ...replay }, signal) {
      signal.throwIfAborted();
      const request = named(requestId, { replayDeadLetters: { ...replay } });
      const { count, lanes: touched } = await deadLetters
        .replay({ ...replay, filter: atWork(replay.filter), request })
        .catch((error: unknown) => beginAgainIfUnknown(parts, replay.filter, error));
      for (const name of Object.keys(touched)) {
        if (lanes.has(name)) await change(name, async () => undefined);
      }
      return count;
    },
    async discardDeadLetters(filter, signal, requestId) {
      signal.throwIfAborted();
      return deadLetters.discard(filter, named(requestId, { discardDeadLetters: { ...filter } }));
    },
    async replayLane(replay, signal) {
      signal.throwIfAborted();
      let records = 0;
      await change(replay.lane, async (lane) => {
        records = await goBack(bus, lane, replay);
      });
      return records;
    },
    async pauseKey(name, key, signal) {
      signal.throwIfAborted();
      await change(name, ({ ledger }) => ledger.recovery.pauseKey(key));
    },
    async resumeKey(name, key, signal) {
      signal.throwIfAborted();
      await change(name, ({ ledger }) => ledger.recovery.resumeKey(key));
    },
    pausedKeys: async (name) => present(lanes, name).ledger.recovery.pausedKeys(),
  };
}

/**
 * A replay may be stored although no answer came. So the drains of all lanes that may have got records start again from
 * what is stored.
 * @throws the error
 */
async function beginAgainIfUnknown(
  { lanes }: RecoveryParts,
  { lane, stream }: DeadLetterFilter,
  error: unknown,
): Promise<never> {
  if (error instanceof Failure && error.code === 'STORE_UNAVAILABLE') {
    const meant = [...lanes.values()].filter(
      ({ plan }) =>
        (lane === undefined || plan.name === lane) &&
        (stream === undefined || plan.stream === stream),
    );
    await Promise.all(meant.map(({ whileAtRest }) => whileAtRest(async () => undefined)));
  }
  throw error;
}

/** Changes a lane's stored state while its drain is at rest, and shows it. @throws Failure NOT_FOUND */
export async function changeLane(
  { lanes, board }: Pick<RecoveryParts, 'lanes' | 'board'>,
  name: string,
  act: (lane: LaneAtWork) => Promise<void>,
): Promise<void> {
  const lane = present(lanes, name);
  await lane.whileAtRest(async () => {
    await act(lane);
    const { settledSeq } = await lane.ledger.position();
    board.laneChanged(name, settledSeq, await lane.ledger.recovery.extent());
  });
  // Another lane may have replaced it meanwhile, whose drain started from the state before the change.
  const successor = lanes.get(name);
  if (successor && successor !== lane) await successor.whileAtRest(async () => undefined);
}

/**
 * Does the same for many lanes, all of which are at rest at the same time. Takes them in sorted order, so that no two
 * changes wait for each other.
 */
export async function changeLanes(
  parts: Pick<RecoveryParts, 'lanes' | 'board'>,
  names: Iterable<string>,
  act: () => Promise<void>,
): Promise<void> {
  const [name, ...others] = [...new Set(names)].sort();
  if (name === undefined) return act();
  await changeLane(parts, name, () => changeLanes(parts, others, act));
}

function present(lanes: ReadonlyMap<string, LaneAtWork>, name: string): LaneAtWork {
  const lane = lanes.get(name);
  if (lane) return lane;
  throw new Failure('NOT_FOUND', { message: `There is no lane "${name}".` });
}

function hasTime({ streams }: RecoveryParts, { stream: name, version, document }: DeadLetter) {
  const stream = streams.get(name);
  return Boolean(stream && document && version !== null && isTimeIn(stream, { version, document }));
}

function laneOf({ id, lane, position }: DeadLetter): string {
  if (lane !== null) return lane;
  throw new Failure('COMMAND_REJECTED', {
    message: `Dead letter ${id} is a row (${position ?? 'of unknown place'}) that never became a record: correct it in its source, and it is read again.`,
  });
}

/** Returns an order with its request id and full content. */
function named(requestId: string | undefined, content: object): NamedRequest | null {
  if (requestId === undefined) return null;
  return { id: requestId, content: JSON.parse(JSON.stringify(content)) as Json };
}

/** @returns how many records of the log come again */
async function goBack(
  bus: BusConnection,
  { plan, lane, ledger }: LaneAtWork,
  { requestId, ...replay }: LaneReplay,
): Promise<number> {
  const { from, force } = replay;
  const request = named(requestId, { replayLane: replay });
  // The log may no longer hold what an order that was carried out has found there.
  const first = request === null ? null : await ledger.recovery.answered(request);
  if (first !== null) return first;
  const atMs = Date.now();
  const order = (answer: number): NamedChange => {
    const entered = { stream: plan.stream, lane: plan.name, atMs, records: answer };
    return { request, answer, entered };
  };
  if (from.kind === 'key') {
    const records = await readKey(bus, plan.stream, from.key);
    if (records.length === 0) {
      const message = `The log of stream ${plan.stream} holds no record of key "${from.key}".`;
      throw new Failure('NOT_FOUND', { message });
    }
    const again = lane.semantics === 'state' ? await upToDate(records, ledger) : records;
    return ledger.recovery.parkAgain(again, force, order(again.length));
  }
  const { settledSeq } = await ledger.position();
  const behind =
    from.kind === 'seq' ? Math.max(0, from.seq - 1) : await seqBefore(bus, plan.stream, from.atMs);
  return ledger.recovery.rewind(behind, force, order(Math.max(0, settledSeq - behind)));
}

/**
 * Drops the versions of a key that are older than what the target got last. With force they would undo it, until the newest has
 * followed. What came later stays, although it failed.
 */
async function upToDate(
  records: readonly StoredRecord[],
  { recovery }: LaneAtWork['ledger'],
): Promise<readonly StoredRecord[]> {
  const newest = Math.max(...records.map(({ version }) => version));
  const applied = (await recovery.peek(records[0]?.key ?? ''))?.applied?.version ?? -Infinity;
  return records.filter(({ version }) => version >= Math.min(applied, newest));
}

interface PreviewContext {
  readonly letter: DeadLetter;
  readonly document: JsonObject | null;
  readonly signal: AbortSignal;
}

async function preview(
  bus: BusConnection,
  { lane, ledger }: LaneAtWork,
  { letter, document, signal }: PreviewContext,
): Promise<ReplayPreview> {
  const { id, key, version, operation, seq, buriedAtMs } = letter;
  if (key === null || version === null || operation === null || seq === null) {
    throw new Failure('COMMAND_REJECTED', { message: `Dead letter ${id} holds no record.` });
  }
  const content = document ?? letter.document ?? {};
  const record: StoredRecord = {
    key,
    version,
    operation,
    seq,
    storedAtMs: buriedAtMs,
    document: content,
  };
  const claim = await ledger.recovery.peek(key);
  const last = claim?.applied ? await readRecord(bus, lane.stream, claim.applied.seq) : null;
  return previewDelivery(lane, { deadLetterId: id, record, claim, last, signal });
}
