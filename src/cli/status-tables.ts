import { styleText } from 'node:util';
import type { HubStatus } from '../control/index.ts';
import type {
  CauseGroup,
  ChangeLag,
  ConnectorStatus,
  ErrorStatus,
  LaneStatus,
  StreamStatus,
} from '../domain/index.ts';
import { causeTable } from './dead-letters/causes.ts';
import { importTable } from './import-table.ts';
import { plainLine } from './plain-text.ts';
import type { Column } from './table.ts';
import { table } from './table.ts';
import { ago, ahead, bytes, count, duration, NOTHING, state } from './words.ts';

/** The status with the failures that are not resolved. */
export interface ShownStatus extends HubStatus {
  /** Or why they are not known. Default: none. */
  readonly causes?: readonly CauseGroup[] | Error;
}

/** Number of causes shown; the rest is counted. */
const MAX_CAUSES = 10;

/** Formats the status: a table each for connectors, streams, lanes and unfinished imports, then what is wrong. */
export function statusTables(status: ShownStatus, nowMs = Date.now()): string {
  const { connectors, streams, lanes, imports, causes = [] } = status;
  const open = imports.filter(({ finishedAtMs }) => finishedAtMs === null);
  const parts = [
    table(connectorColumns(connectors, nowMs), connectors),
    table(streamColumns(streams, nowMs), streams),
    table(laneColumns(lanes, nowMs), lanes),
    ...(open.length > 0 ? [importTable(open, nowMs)] : []),
  ];
  const troubles = [
    ...connectors,
    ...streams,
    ...lanes,
    ...open.map((one) => ({ ...one, name: `import ${one.id}` })),
  ];
  const errors = troubles.flatMap((one) => errorLines(one, nowMs));
  if (errors.length > 0) parts.push(errors.join('\n'));
  if (causes instanceof Error) parts.push(unknownCauses(causes));
  else if (causes.length > 0) parts.push(openCauses(causes, nowMs));
  return parts.join('\n\n');
}

/** Mostly because the hub's database is unavailable, which no other line shows while nothing is due. */
function unknownCauses({ message }: Error): string {
  const head = styleText('red', 'failures by cause are not known:', { stream: process.stdout });
  return `${head} ${plainLine(message)}`;
}

function openCauses(causes: readonly CauseGroup[], nowMs: number): string {
  const rest = causes.length - MAX_CAUSES;
  const more = rest > 0 ? [`and ${count(rest)} other causes`] : [];
  const hint = '"stellwerk dead-letters groups" says what to do about each';
  return [causeTable(causes.slice(0, MAX_CAUSES), nowMs), ...more, hint].join('\n');
}

function connectorColumns(
  connectors: readonly ConnectorStatus[],
  nowMs: number,
): Column<ConnectorStatus>[] {
  return [
    { title: 'CONNECTOR', cell: ({ name }) => name },
    { title: 'KIND', cell: ({ kind }) => kind },
    { title: 'STATE', cell: (connector) => state(connector.state) },
    { title: 'SINCE', cell: ({ sinceMs }) => ago(sinceMs, nowMs) },
    ...whereSome(connectors, 'WEBHOOKS REFUSED', ({ refusedWebhooks }) => refusedWebhooks),
  ];
}

function streamColumns(streams: readonly StreamStatus[], nowMs: number): Column<StreamStatus>[] {
  return [
    { title: 'STREAM', cell: ({ name }) => name },
    { title: 'FROM', cell: ({ connector, entity }) => `${connector}/${entity}` },
    { title: 'STATE', cell: (stream) => state(stream.state) },
    number('RECORDS', ({ records }) => count(records)),
    number('SIZE', (stream) => bytes(stream.bytes)),
    number('READ', ({ totals }) => count(totals.read)),
    number('STORED', ({ totals }) => count(totals.stored)),
    number('SKIPPED', ({ totals }) => count(totals.skipped)),
    number('REJECTED', ({ totals }) => count(totals.rejected)),
    { title: 'LAST RUN', cell: ({ lastRun }) => lastRunText(lastRun, nowMs) },
    {
      title: 'NEXT RUN',
      cell: ({ nextRunAtMs, changes }) => (changes ? lagText(changes) : ahead(nextRunAtMs, nowMs)),
    },
    ...whereSome(streams, 'ARRIVED', ({ arrivals }) => arrivals.accepted),
    ...whereSome(streams, 'ARRIVED AGAIN', ({ arrivals }) => arrivals.duplicates),
    ...whereSome(streams, 'ARRIVED BROKEN', ({ arrivals }) => arrivals.rejected),
    ...whereSome(streams, 'MISSED', ({ schedule }) => schedule?.missed ?? 0),
  ];
}

function laneColumns(lanes: readonly LaneStatus[], nowMs: number): Column<LaneStatus>[] {
  return [
    { title: 'LANE', cell: ({ name }) => name },
    { title: 'TO', cell: ({ connector, entity }) => `${connector}/${entity}` },
    { title: 'STATE', cell: (lane) => state(lane.state) },
    number('BACKLOG', ({ backlog }) => count(backlog)),
    number('PARKED', ({ parked }) => count(parked)),
    number('OLDEST', ({ oldestWaitingMs: waits }) => (waits === null ? NOTHING : duration(waits))),
    number('PER MIN', ({ settledPerMinute }) => count(settledPerMinute)),
    number('APPLIED', ({ counts }) => count(counts.applied)),
    number('UNCHANGED', ({ counts }) => count(counts.unchanged)),
    number('SUPERSEDED', ({ counts }) => count(counts.superseded)),
    ...whereSome(lanes, 'CONFLATED', ({ conflated }) => conflated),
    ...whereSome(lanes, 'ECHOES', ({ counts }) => counts.echoed),
    number('DEAD LETTERS', ({ counts }) => count(counts.deadLettered)),
    { title: 'LAST SETTLED', cell: ({ lastSettledAtMs }) => ago(lastSettledAtMs, nowMs) },
  ];
}

/** Returns a column only if a row has a figure for it, since it is empty for most hubs. */
function whereSome<Row>(
  rows: readonly Row[],
  title: string,
  figure: (row: Row) => number,
): readonly Column<Row>[] {
  return rows.some((row) => figure(row) > 0) ? [number(title, (row) => count(figure(row)))] : [];
}

/** Shown instead of a next run: how far a stream that captures changes is behind. */
function lagText({ phase, behindMs, retainedBytes, comparedKeys, health }: ChangeLag): string {
  const kept = `${bytes(retainedBytes)} kept`;
  const words = {
    none: 'no changes kept',
    snapshot: `snapshot, ${kept}`,
    deletions: `deletions, ${count(comparedKeys)} compared, ${kept}`,
    changes: behindMs === null ? kept : `${duration(behindMs)} behind, ${kept}`,
  };
  return health === 'late' ? `LATE ${words[phase]}` : words[phase];
}

function number<Row>(title: string, cell: (row: Row) => string): Column<Row> {
  return { title, align: 'right', cell };
}

function lastRunText(run: StreamStatus['lastRun'], nowMs: number): string {
  if (run === null) return NOTHING;
  return run.finishedAtMs === null ? 'in progress' : ago(run.finishedAtMs, nowMs);
}

interface Troubled {
  readonly name: string;
  readonly state: string;
  readonly lastError: ErrorStatus | null;
}

/** Returns the last error while it matters: once an actor works again, its error is in the past. */
function errorLines({ name, state: now, lastError }: Troubled, nowMs: number): string[] {
  if (lastError === null || !troubled.has(now)) return [];
  const { code, message, remedy, atMs } = lastError;
  const head = styleText('red', `${name}: ${code}`, { stream: process.stdout });
  return [`${head} (${ago(atMs, nowMs)}) ${plainLine(message)}`, `  ${plainLine(remedy)}`];
}

const troubled: ReadonlySet<string> = new Set([
  'unavailable',
  'trial',
  'waiting',
  'held',
  'blocked',
  'failed',
]);
