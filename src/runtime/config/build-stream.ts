import type { ConnectorKind } from '../../connector-api/index.ts';
import type { RetryPolicy } from '../../domain/index.ts';
import { defaultRetryPolicy } from '../../domain/index.ts';
import type { MatchRule, Validator } from '../../pipeline/index.ts';
import { suggest } from '../../pipeline/index.ts';
import { checkAgainst } from './check-schema.ts';
import { loadMapping, loadValidator } from './load-parts.ts';
import type { ConnectorPlan, LanePlan, SchedulePlan, StreamPlan } from './plan.ts';
import type { RawSource, RawStream, RawTarget } from './raw.ts';
import type { At, Report } from './report.ts';
import { ownOptions, sourceSchema, targetSchema } from './schema.ts';

const DEFAULT_PAGE_SIZE = 1000;
const DEFAULT_OVERLAP_MS = 60_000;
const DEFAULT_AGE_MS = 30 * 86_400_000;
const DEFAULT_BYTES = 10e9;
const MIN_EVERY_MS = 1_000;

export interface BuildContext {
  readonly report: Report;
  readonly baseDir: string;
  readonly connectors: ReadonlyMap<string, ConnectorPlan>;
}

/** One stream of the plan; what is wrong goes into the report, and the plan is then not used. */
export async function buildStream(
  name: string,
  raw: RawStream,
  context: BuildContext,
): Promise<StreamPlan> {
  const at: At = ['streams', name];
  const { report, baseDir } = context;
  checkSource(raw.from, [...at, 'from'], context);
  const validate = await loadValidator(raw.validate, [...at, 'validate'], report, baseDir);
  const lanes = await Promise.all(
    raw.to.map((target, index) =>
      buildLane({ target, stream: name, validate, at: [...at, 'to', index] }, context),
    ),
  );
  checkLaneNames(lanes, [...at, 'to'], report);
  const { connector, entity, identity } = raw.from;
  return {
    name,
    connector,
    identity: identity ?? `${connector}/${entity}`,
    source: buildSource(raw.from, [...at, 'from'], report),
    schedule: buildSchedule(raw, at, report),
    semantics: raw.semantics ?? 'state',
    pageSize: raw.pageSize ?? DEFAULT_PAGE_SIZE,
    limits: {
      maxAgeMs: report.duration(raw.limits?.age, [...at, 'limits', 'age'], DEFAULT_AGE_MS),
      maxBytes: report.size(raw.limits?.bytes, [...at, 'limits', 'bytes'], DEFAULT_BYTES),
      maxRecords: raw.limits?.records ?? null,
      maxRecordsPerKey: raw.limits?.perKey ?? null,
    },
    lanes,
  };
}

function checkSource(from: RawSource, at: At, context: BuildContext): void {
  const kind = findConnector(from, at, context);
  if (!kind) return;
  if (!kind.sourceOptions) {
    const message = `The kind ${kind.kind} of connector ${from.connector} cannot be read from.`;
    context.report.add([...at, 'connector'], 'source', message, 'Take another connector.');
    return;
  }
  context.report.adopt([], checkAgainst(sourceSchema(kind), from, at));
}

/** The kind behind an entry's `connector`; null when there is none, which is reported. */
function findConnector(
  { connector }: { readonly connector?: unknown },
  at: At,
  { report, connectors }: BuildContext,
): ConnectorKind | null {
  if (typeof connector !== 'string') {
    report.add(
      [...at, 'connector'],
      'required',
      'The connector is missing.',
      'Name one of `connectors:`.',
    );
    return null;
  }
  const plan = connectors.get(connector);
  if (plan) return plan.kind;
  const message = `There is no connector \`${connector}\`.`;
  report.add([...at, 'connector'], 'reference', message, suggest(connector, connectors.keys()));
  return null;
}

function buildSource(from: RawSource, at: At, report: Report) {
  const { entity, key, version = 'none', deleted = null } = from;
  return {
    entity,
    key,
    version: version === 'none' ? null : version,
    deleted,
    overlapMs: report.duration(from.overlap, [...at, 'overlap'], DEFAULT_OVERLAP_MS),
    options: ownOptions(from, 'source'),
  };
}

function buildSchedule(raw: RawStream, at: At, report: Report): SchedulePlan | null {
  const { every, cron, timeZone } = raw;
  if (every !== undefined && cron !== undefined) {
    report.add(
      [...at, 'cron'],
      'exclusive',
      'A stream has `every` or `cron`, not both.',
      'Remove one.',
    );
  }
  if (timeZone !== undefined && cron === undefined) {
    report.add(
      [...at, 'timeZone'],
      'unused',
      '`timeZone` belongs to `cron`.',
      'Remove it, or write `cron`.',
    );
  }
  if (cron !== undefined) {
    checkCron(cron, [...at, 'cron'], report);
    return { cron, timeZone: timeZone ?? 'UTC' };
  }
  const everyMs = report.duration(every, [...at, 'every'], null);
  if (everyMs !== null && everyMs < MIN_EVERY_MS) {
    report.add(
      [...at, 'every'],
      'minimum',
      'A stream is read every second at most.',
      'Write 1s or more.',
    );
  }
  return everyMs === null ? null : { everyMs };
}

/** The form only; NATS judges the rest when the schedule is set. */
function checkCron(cron: string, at: At, report: Report): void {
  const fields = cron.trim().split(/\s+/).length;
  if (fields === 5 || fields === 6 || /^@\w+$/.test(cron.trim())) return;
  const remedy =
    'Write five fields, minute first ("*/5 * * * *"), six with seconds, or a word as @daily.';
  report.add(at, 'cron', `\`${cron}\` is no cron expression.`, remedy);
}

interface LaneEntry {
  readonly target: RawTarget;
  readonly stream: string;
  readonly validate: Validator | null;
  readonly at: At;
}

async function buildLane(entry: LaneEntry, context: BuildContext): Promise<LanePlan> {
  const { target, stream, validate, at } = entry;
  const { report, baseDir } = context;
  const kind = findConnector(target, at, context);
  if (kind?.targetOptions) {
    report.adopt([], checkAgainst(targetSchema(kind), target, at));
  } else if (kind) {
    const message = `The kind ${kind.kind} of connector ${target.connector} cannot be written to.`;
    report.add([...at, 'connector'], 'target', message, 'Take another connector.');
  }
  const name = `${stream}/${target.name ?? target.connector}`;
  return {
    name,
    stream,
    connector: target.connector,
    target: { entity: target.entity, lane: name, options: ownOptions(target, 'target') },
    validate,
    validateMapped: await loadValidator(target.validate, [...at, 'validate'], report, baseDir),
    map: await loadMapping(target.map, [...at, 'map'], report, baseDir),
    match: matchRule(target.match),
    retry: buildRetry(target.retry, [...at, 'retry'], report),
  };
}

function matchRule(match: RawTarget['match']): MatchRule | null {
  if (match === undefined) return null;
  if (typeof match === 'string') return { targetField: match, from: match };
  return { targetField: match.field, from: match.from };
}

function buildRetry(raw: RawTarget['retry'], at: At, report: Report): RetryPolicy {
  const fallback = defaultRetryPolicy;
  return {
    attempts: raw?.attempts ?? fallback.attempts,
    initialMs: report.duration(raw?.initial, [...at, 'initial'], fallback.initialMs),
    factor: raw?.factor ?? fallback.factor,
    maxMs: report.duration(raw?.max, [...at, 'max'], fallback.maxMs),
    jitter: raw?.jitter ?? fallback.jitter,
  };
}

function checkLaneNames(lanes: readonly LanePlan[], at: At, report: Report): void {
  const seen = new Set<string>();
  lanes.forEach(({ name, connector }, index) => {
    if (seen.has(name)) {
      const message = `A second lane to ${connector} needs a name of its own.`;
      report.add(
        [...at, index],
        'unique',
        message,
        'Add `name: …`; it becomes the second half of the lane’s name.',
      );
    }
    seen.add(name);
  });
}
