import type {
  CauseGroup,
  ConnectorStatus,
  ImportStatus,
  LaneStatus,
  StreamStatus,
  Trouble,
} from '../../domain/index.ts';
import { formatDuration } from '../config/quantities.ts';

const DAY_MS = 86_400_000;
const EXPIRES_SOON_MS = 14 * DAY_MS;
/** Tolerance for the time until a tick is noticed. */
const MISSED_MS = 60_000;

/** The state of the hub, as far as notifications are concerned. */
export interface Condition {
  /** The hub's own servers that do not answer. */
  readonly away: readonly string[];
  readonly connectors: readonly ConnectorStatus[];
  readonly streams: readonly StreamStatus[];
  readonly lanes: readonly LaneStatus[];
  readonly imports: readonly ImportStatus[];
  readonly causes: readonly Pick<CauseGroup, 'stream' | 'lane' | 'code' | 'open'>[];
  /** When the hub's certificate expires; null without TLS. */
  readonly certificateUntilMs: number | null;
}

/**
 * Returns everything that is wrong now. Uses only names of the configuration and codes of the catalogue, since many
 * people may read a mail.
 */
export function troublesOf(condition: Condition, nowMs: number): Trouble[] {
  return [
    ...servers(condition),
    ...circuits(condition),
    ...deadLetters(condition),
    ...backlogs(condition),
    ...missedSchedules(condition, nowMs),
    ...certificate(condition, nowMs),
    ...failures(condition),
    ...failedImports(condition),
  ];
}

function servers({ away }: Condition): Trouble[] {
  return away.map((name) => ({
    kind: 'server-away',
    subject: `server ${name}`,
    text: "does not answer, so the hub stands still; the hub's log says why. It continues by itself. Nothing that was stored is lost.",
  }));
}

function circuits({ connectors }: Condition): Trouble[] {
  return connectors
    .filter(({ state }) => state === 'unavailable' || state === 'trial')
    .map(({ name, lastError }) => ({
      kind: 'circuit-open',
      subject: `connector ${name}`,
      text: `does not answer${because(lastError)}. Records for it wait and are not lost.`,
    }));
}

function deadLetters({ causes }: Condition): Trouble[] {
  const bySubject = new Map<string, { count: number; codes: Set<string> }>();
  for (const { stream, lane, code, open } of causes) {
    if (open === 0) continue; // So far only retried automatically.
    const subject = lane === null ? `stream ${stream}` : `lane ${lane}`;
    const sum = bySubject.get(subject) ?? { count: 0, codes: new Set() };
    sum.count += open;
    sum.codes.add(code);
    bySubject.set(subject, sum);
  }
  return Array.from(bySubject, ([subject, { count, codes }]) => ({
    kind: 'dead-letters',
    subject,
    text: `${count} open: ${[...codes].sort().join(', ')}. \`stellwerk dead-letters list\` shows them with the remedy.`,
  }));
}

function backlogs({ lanes }: Condition): Trouble[] {
  return lanes
    .filter(({ health }) => health === 'late')
    .map(({ name, backlog, parked, oldestWaitingMs }) => ({
      kind: 'backlog',
      subject: `lane ${name}`,
      text: `${backlog + parked} records wait, the oldest for ${inWords(oldestWaitingMs ?? 0)}.`,
    }));
}

function missedSchedules({ streams }: Condition, nowMs: number): Trouble[] {
  return streams
    .filter(({ state }) => state !== 'paused' && state !== 'held' && state !== 'failed')
    .filter(({ nextRunAtMs }) => nextRunAtMs !== null && nowMs - nextRunAtMs > MISSED_MS)
    .map(({ name, nextRunAtMs }) => ({
      kind: 'schedule-missed',
      subject: `stream ${name}`,
      text: `should have been read ${inWords(nowMs - (nextRunAtMs ?? nowMs))} ago.`,
    }));
}

function certificate({ certificateUntilMs }: Condition, nowMs: number): Trouble[] {
  if (certificateUntilMs === null || certificateUntilMs - nowMs > EXPIRES_SOON_MS) return [];
  const days = Math.floor((certificateUntilMs - nowMs) / DAY_MS);
  const text = days < 0 ? 'has expired.' : `expires in ${days} days.`;
  return [{ kind: 'certificate', subject: 'certificate of the hub', text }];
}

function failures({ connectors, streams, lanes }: Condition): Trouble[] {
  const kinds = { connector: connectors, stream: streams, lane: lanes };
  return Object.entries(kinds).flatMap(([kind, actors]) =>
    actors
      .filter(({ state }) => state === 'failed')
      .map(({ name, lastError }): Trouble => {
        const text = `gave up${because(lastError)}. After fixing the cause: \`stellwerk resume ${kind} ${name}\`.`;
        return { kind: 'stream-failed', subject: `${kind} ${name}`, text };
      }),
  );
}

function failedImports({ imports }: Condition): Trouble[] {
  return imports
    .filter(({ state }) => state === 'failed')
    .map(({ id, stream, lastError }) => ({
      kind: 'import-failed',
      subject: `import ${id}`,
      text: `into stream ${stream} gave up${because(lastError)}. After fixing the cause: \`stellwerk imports resume ${id}\`; otherwise \`stellwerk imports cancel ${id}\`.`,
    }));
}

function because(lastError: ConnectorStatus['lastError']): string {
  return lastError ? ` (${lastError.code})` : '';
}

function inWords(millis: number): string {
  const minutes = Math.round(millis / 60_000);
  return minutes < 1 ? 'less than a minute' : formatDuration(minutes * 60_000);
}
