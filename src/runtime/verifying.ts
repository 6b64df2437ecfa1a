import type { BusConnection } from '../bus/index.ts';
import { fitCheck, readNewest, readRecord } from '../bus/index.ts';
import type { VerifyPort } from '../control/index.ts';
import type { VerifiedLane, VerifyEvent, VerifyRequest, VerifySummary } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import { Verifier } from '../pipeline/index.ts';
import type { LaneAtWork } from './lane-effects.ts';
import { Cadence } from './cadence.ts';
import { Quota } from './quota.ts';
import type { RepairParts } from './repair.ts';
import { Repair } from './repair.ts';
import type { SourceParts } from './source-pages.ts';
import { lanesOf, notFound, oneAhead, readPages, requireReady } from './source-pages.ts';
import type { StreamAtWork } from './stream-effects.ts';

/** Each calls source and target for as long as the whole catalogue takes. */
const MAX_COMPARISONS = 2;
const PROGRESS_EVERY_MS = 200;
/** Ids of a target that are listed at once. */
const KEYS_PAGE = 5_000;

export interface VerifyingParts extends RepairParts, SourceParts {
  readonly bus: BusConnection;
  readonly streams: ReadonlyMap<string, StreamAtWork>;
}

/** Compares the contents of source and targets. Uses a separate source, so a run in progress is not affected. */
export function openVerifying(parts: VerifyingParts): VerifyPort {
  let underWay = 0;
  return {
    async *verify(request, signal) {
      if (underWay >= MAX_COMPARISONS) {
        throw new Failure('COMMAND_REJECTED', {
          message: `${MAX_COMPARISONS} comparisons are already running; wait for one of them, or stop it.`,
        });
      }
      underWay++;
      try {
        yield* verify(parts, request, signal);
      } finally {
        underWay--;
      }
    },
  };
}

/** One lane during the comparison. */
interface Compared {
  readonly at: LaneAtWork;
  readonly verifier: Verifier;
  readonly repair: Repair | null;
  /** The lane's position when the comparison began. */
  readonly beganSeq: number;
}

async function* verify(
  parts: VerifyingParts,
  request: VerifyRequest,
  signal: AbortSignal,
): AsyncGenerator<VerifyEvent> {
  const stream = parts.streams.get(request.stream);
  if (!stream) throw notFound('stream', request.stream);
  const compared = await openLanes(parts, stream, request);
  let summary: VerifySummary;
  try {
    summary = yield* compare({ parts, stream, compared, request }, signal);
  } finally {
    for (const { repair } of compared) await repair?.enter();
  }
  yield { kind: 'summary', summary };
}

interface Comparison {
  readonly parts: VerifyingParts;
  readonly stream: StreamAtWork;
  readonly compared: readonly Compared[];
  readonly request: VerifyRequest;
}

async function* compare(
  { parts, stream, compared, request }: Comparison,
  signal: AbortSignal,
): AsyncGenerator<VerifyEvent, VerifySummary> {
  const told = new Quota(request.details);
  const progress = new Cadence(PROGRESS_EVERY_MS);
  const unfit = fitCheck(parts.bus);
  const counts = { read: 0, rejected: 0 };
  let complete = true;
  const pages = readPages(parts, stream, { ...request, fromStart: true }, signal);
  for await (const page of oneAhead(pages)) {
    const records = page.records.filter((record) => unfit(record) === null);
    counts.read += page.records.length + page.rejected.length;
    counts.rejected += page.rejected.length + page.records.length - records.length;
    complete = page.complete;
    for (const { verifier, repair } of compared) {
      const { findings, drifts } = await verifier.check(records, signal);
      if (repair) verifier.count('repaired', await repair.add(drifts, signal));
      yield* told.take(findings, ({ finding }) => finding);
    }
    if (progress.isDue()) yield { kind: 'progress', read: counts.read, listed: 0 };
  }
  const lanes: VerifiedLane[] = [];
  for (const lane of compared) {
    const { at, verifier, repair } = lane;
    // A source that was not read to its end does not show what it lacks.
    const surplusChecked = complete && at.lane.target.keys !== undefined;
    if (surplusChecked) {
      for await (const { listed, findings } of findSurplus(lane, signal)) {
        yield* told.take(findings, ({ finding }) => finding);
        if (progress.isDue()) yield { kind: 'progress', read: counts.read, listed };
      }
    }
    if (repair) verifier.count('repaired', await repair.order(signal));
    const { name, connector, target } = at.plan;
    const { entity } = target;
    lanes.push({ ...{ name, connector, entity, surplusChecked }, counts: verifier.counts() });
  }
  return { stream: request.stream, ...counts, complete, lanes };
}

async function openLanes(
  parts: VerifyingParts,
  stream: StreamAtWork,
  request: VerifyRequest,
): Promise<readonly Compared[]> {
  const { bus, lanes, connector } = parts;
  const { name } = stream.plan;
  const lastVersion = (await readRecord(bus, name, await stream.log.lastSeq()))?.version ?? null;
  return Promise.all(
    lanesOf(stream.plan, lanes, request.lane).map(async (at) => {
      const { lane, ledger, plan } = at;
      if (lane.target.peek) {
        requireReady(plan.connector, connector(plan.connector), 'TARGET_UNAVAILABLE');
      }
      const settledSeq = async () => (await ledger.position()).settledSeq;
      const verifier = new Verifier({
        ...{ lane, lastVersion, settledSeq },
        lookUp: (keys) => ledger.inquiry.keyStates(keys),
        buriedKeys: (keys) => ledger.inquiry.buriedKeys(keys),
        newestOf: (key) => readNewest(bus, name, key),
      });
      const repair = request.repair ? new Repair(parts, stream, at) : null;
      return { at, verifier, repair, beganSeq: await settledSeq() };
    }),
  );
}

async function* findSurplus(
  { at, verifier, beganSeq }: Compared,
  signal: AbortSignal,
): AsyncGenerator<{ listed: number; findings: Awaited<ReturnType<Verifier['surplusOf']>> }> {
  const { target } = at.lane;
  // Records that came later cannot have been seen at the source.
  const comesNew = (ids: readonly string[]) => at.ledger.inquiry.appliedBehind(beganSeq, ids);
  let listed = 0;
  for (let after: string | null = null, more = true; more;) {
    const ids: readonly string[] = (await target.keys?.({ after, limit: KEYS_PAGE, signal })) ?? [];
    listed += ids.length;
    more = ids.length === KEYS_PAGE;
    after = ids.at(-1) ?? after;
    yield { listed, findings: await verifier.surplusOf(ids, comesNew) };
  }
}
