import type { ConnectorKind } from '../../connector-api/index.ts';
import type { JsonSchema, Priority, RetryPolicy } from '../../domain/index.ts';
import { defaultRetryPolicy, suggest } from '../../domain/index.ts';
import type { MatchRule, Semantics, Validator } from '../../pipeline/index.ts';
import { buildBackoff } from './build-backoff.ts';
import { buildHeavy } from './build-heavy.ts';
import { buildTimetable } from './build-timetable.ts';
import { buildFeed } from './build-webhooks.ts';
import { ownOptions, sourceSchema, targetSchema } from './entry-schema.ts';
import { loadMapping, loadValidator, schemaOf } from './load-parts.ts';
import { mappedSchema } from './mapped-schema.ts';
import type { ConnectorPlan, LanePlan, StreamPlan } from './plan.ts';
import type { RawSource, RawStream, RawTarget } from './raw.ts';
import type { At, Report } from './report.ts';

const DEFAULT_PAGE_SIZE = 1000;
const DEFAULT_OVERLAP_MS = 60_000;
const DEFAULT_AGE_MS = 30 * 86_400_000;

export interface BuildContext {
  readonly report: Report;
  readonly baseDir: string;
  /** Null for a connector that is present but broken, which is already reported. */
  readonly connectors: ReadonlyMap<string, ConnectorPlan | null>;
  /** Path of each lane in the file, by its name. */
  readonly places: Map<string, At>;
}

/** Builds one stream of the plan. Mistakes go into the report, and the plan is then not used. */
export async function buildStream(
  name: string,
  raw: RawStream,
  context: BuildContext,
): Promise<StreamPlan> {
  const at: At = ['streams', name];
  const { report, baseDir } = context;
  checkSource(raw.from, [...at, 'from'], context);
  const validate = await loadValidator(raw.validate, [...at, 'validate'], report, baseDir);
  const schema = validate === null ? null : await schemaOf(raw.validate, baseDir);
  const priority = raw.priority ?? 'normal';
  const semantics = raw.semantics ?? 'state';
  const lanes = await Promise.all(
    raw.to.map(async (target, index) => {
      const entry = {
        stream: name,
        validate,
        schema,
        semantics,
        priority,
        at: [...at, 'to', index],
      };
      return target === undefined ? null : buildLane({ ...entry, target }, context);
    }),
  );
  checkLanes(lanes, [...at, 'to'], report);
  checkOwnSource(raw, [...at, 'to'], report);
  const { connector, entity, identity } = raw.from;
  return {
    name,
    connector,
    identity: identity ?? `${connector}/${entity}`,
    source: buildSource(raw.from, [...at, 'from'], report),
    webhook: buildFeed(raw.from.webhook),
    schedule: buildTimetable(raw, at, report),
    semantics,
    priority,
    pageSize: raw.pageSize ?? DEFAULT_PAGE_SIZE,
    personal: raw.personal ?? [],
    limits: {
      maxAgeMs:
        raw.limits?.age === 'none'
          ? null
          : report.duration(raw.limits?.age, [...at, 'limits', 'age'], DEFAULT_AGE_MS),
      maxBytes:
        raw.limits?.bytes === undefined || raw.limits.bytes === 'none'
          ? null
          : report.size(raw.limits.bytes, [...at, 'limits', 'bytes'], 0),
      maxRecords: raw.limits?.records ?? null,
      maxRecordsPerKey: versionsPerKey(raw, at, report),
    },
    schema,
    lanes: lanes.filter((lane) => lane !== null),
  };
}

/** Only state can be conflated: of an event every version counts. */
function versionsPerKey(raw: RawStream, at: At, report: Report): number | null {
  const { conflate = false, limits, semantics } = raw;
  if (!conflate) return limits?.perKey ?? null;
  if (semantics === 'event') {
    const message = 'Every version of an event is delivered, so events cannot be conflated.';
    report.add([...at, 'conflate'], 'state', message, 'Remove it, or write `semantics: state`.');
  }
  if ((limits?.perKey ?? 1) !== 1) {
    const message = '`conflate` keeps one version of a key, but `perKey` sets another number.';
    report.add([...at, 'limits', 'perKey'], 'exclusive', message, 'Remove one of the two.');
  }
  return 1;
}

function checkSource(from: RawSource, at: At, context: BuildContext): void {
  const kind = findConnector(from, at, context);
  if (kind && !kind.sourceOptions) {
    const message = `The kind ${kind.kind} of connector ${from.connector} cannot be read from.`;
    context.report.add([...at, 'connector'], 'source', message, 'Take another connector.');
  }
  context.report.check(sourceSchema(kind?.sourceOptions ? kind : null), from, at);
  const plan = context.connectors.get(from.connector);
  if (!buildFeed(from.webhook) || !plan || plan.webhooks) return;
  const message = `The connector ${from.connector} does not say how its webhooks are signed.`;
  const remedy = 'Add `webhooks: { signature: … }` to it.';
  context.report.add([...at, 'webhook'], 'webhooks', message, remedy);
}

/** Returns the kind of an entry's `connector`; null when it is unknown, which is reported. */
function findConnector(
  { connector }: { readonly connector?: unknown },
  at: At,
  { report, connectors }: BuildContext,
): ConnectorKind | null {
  // If it is missing or not a text, the entry's schema reports it.
  if (typeof connector !== 'string') return null;
  const plan = connectors.get(connector);
  if (plan !== undefined) return plan?.kind ?? null;
  const message = `There is no connector \`${connector}\`.`;
  report.add([...at, 'connector'], 'reference', message, suggest(connector, connectors.keys()));
  return null;
}

function buildSource(from: RawSource, at: At, report: Report) {
  const { entity, key, version = 'none', created, deleted = null } = from;
  return {
    entity,
    key,
    version: version === 'none' ? null : version,
    ...(created === undefined ? {} : { created }),
    deleted,
    overlapMs: report.duration(from.overlap, [...at, 'overlap'], DEFAULT_OVERLAP_MS),
    options: ownOptions(from, 'source'),
  };
}

const LATE_AFTER_MS = 15 * 60_000;

interface LaneEntry {
  readonly target: RawTarget;
  readonly stream: string;
  readonly validate: Validator | null;
  /** Schema of the stream's documents. */
  readonly schema: JsonSchema | null;
  readonly semantics: Semantics;
  /** The stream's priority. */
  readonly priority: Priority;
  readonly at: At;
}

async function buildLane(entry: LaneEntry, context: BuildContext): Promise<LanePlan> {
  const { target, stream, validate, at } = entry;
  const { report, baseDir } = context;
  const kind = findConnector(target, at, context);
  if (kind && !kind.targetOptions) {
    const message = `The kind ${kind.kind} of connector ${target.connector} cannot be written to.`;
    report.add([...at, 'connector'], 'target', message, 'Take another connector.');
  }
  report.check(targetSchema(kind?.targetOptions ? kind : null), target, at);
  const name = `${stream}/${target.name ?? target.connector}`;
  context.places.set(name, at);
  const validateMapped = await loadValidator(target.validate, [...at, 'validate'], report, baseDir);
  const map = await loadMapping(target.map, [...at, 'map'], report, baseDir);
  return {
    name,
    stream,
    connector: target.connector,
    target: { entity: target.entity, lane: name, options: ownOptions(target, 'target') },
    validate,
    validateMapped,
    schema: await knownSchema(entry, context),
    map,
    heavy: await buildHeavy(entry, report, baseDir),
    match: matchRule(target.match),
    retry: buildRetry(target.retry, [...at, 'retry'], report),
    priority: target.priority ?? entry.priority,
    from: target.from ?? 'start',
    twoWay: null,
    lateAfterMs: report.duration(target.lateAfter, [...at, 'lateAfter'], LATE_AFTER_MS),
  };
}

/** Null also for a part with mistakes, which are reported at their place. */
function knownSchema(
  { target, schema }: LaneEntry,
  { baseDir }: BuildContext,
): Promise<JsonSchema | null> {
  return mappedSchema(target, schema, baseDir).catch(() => null);
}

function matchRule(match: RawTarget['match']): MatchRule | null {
  if (match === undefined) return null;
  if (typeof match === 'string') return { targetField: match, from: match };
  return { targetField: match.field, from: match.from };
}

function buildRetry(raw: RawTarget['retry'], at: At, report: Report): RetryPolicy {
  const attempts = raw?.attempts ?? defaultRetryPolicy.attempts;
  return { attempts, ...buildBackoff(raw, defaultRetryPolicy, at, report) };
}

/**
 * Two lanes of one stream must not write the same entity: each would take the other's writes for foreign changes. Two
 * lanes to one connector need explicit names: a name derived from their order would give a lane the position of another
 * when lines are reordered.
 */
function checkLanes(lanes: readonly (LanePlan | null)[], at: At, report: Report): void {
  const names = new Set<string>();
  const entities = new Set<string>();
  lanes.forEach((lane, index) => {
    if (lane === null) return;
    const { name, connector, target } = lane;
    const entity = JSON.stringify([connector, target.entity]);
    if (entities.has(entity)) {
      const message = `The stream writes ${target.entity} of ${connector} twice.`;
      report.add([...at, index], 'unique', message, 'Remove one, or write another entity.');
    } else if (names.has(name)) {
      const message = `A second lane to ${connector} needs its own name: there is already ${name}.`;
      const remedy = 'Add `name: …`; it becomes the second half of the lane’s name.';
      report.add([...at, index], 'unique', message, remedy);
    }
    names.add(name);
    entities.add(entity);
  });
}

/**
 * A one-way lane into the entity that its stream reads feeds itself: its writes are read as changes, things without a
 * link are created a second time, and an edit made between reading and writing is overwritten by its own past.
 */
function checkOwnSource({ from, to }: RawStream, at: At, report: Report): void {
  to.forEach((target, index) => {
    if (target === undefined || target.twoWay !== undefined) return;
    const { connector, entity } = target;
    if (!isSame(connector, from.connector) || !isSame(entity, from.entity)) return;
    const message = `The stream would write ${entity} of ${connector}, which it reads: its own writes would come back as changes, and undo edits made meanwhile.`;
    const remedy =
      'Deliver to another system or entity; a flow in both directions needs two streams with `twoWay`.';
    report.add([...at, index], 'own-source', message, remedy);
  });
}

/** A value that is missing, or was removed because it is broken, equals nothing. */
function isSame(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && one === other;
}
