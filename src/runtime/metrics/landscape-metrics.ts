import type { Registry } from 'prom-client';
import type { HubPort } from '../../control/index.ts';
import type {
  ConnectorState,
  LaneState,
  LaneStatus,
  StreamState,
  StreamStatus,
} from '../../domain/index.ts';
import { gauge, states, total } from './gauges.ts';

export type LandscapeView = Pick<HubPort, 'connectors' | 'streams' | 'lanes' | 'imports'>;

const connectorStates: readonly ConnectorState[] = [
  ...(['checking', 'ready', 'unavailable', 'trial', 'paused', 'failed'] as const),
];
const streamStates: readonly StreamState[] = [
  ...(['idle', 'reading', 'waiting', 'held', 'blocked', 'paused', 'failed'] as const),
];
const laneStates: readonly LaneState[] = ['running', 'waiting', 'held', 'paused', 'failed'];

/**
 * Adds connectors, streams and lanes as status shows them. Labels are names of the configuration only, so their number
 * is bounded.
 */
export function addLandscape(registry: Registry, hub: LandscapeView): void {
  addConnectors(registry, hub);
  addStreams(registry, hub);
  addLanes(registry, hub);
}

function addConnectors(registry: Registry, hub: LandscapeView): void {
  gauge({
    registry,
    name: 'stellwerk_connector_state',
    help: 'Whether the connector is in this state.',
    labelNames: ['connector', 'kind', 'state'],
    read: () =>
      hub
        .connectors()
        .flatMap(({ name, kind, state }) => [
          ...states({ connector: name, kind }, connectorStates, state),
        ]),
  });
  total({
    registry,
    name: 'stellwerk_connector_refused_webhooks_total',
    help: 'Webhooks that were forged, stale, too large or too many, since the hub started.',
    labelNames: ['connector'],
    read: () =>
      hub.connectors().map(({ name, refusedWebhooks }) => {
        return [{ connector: name }, refusedWebhooks] as const;
      }),
  });
  gauge({
    registry,
    name: 'stellwerk_connector_circuit_open_seconds',
    help: 'For how long the connector has been unavailable, its trial included; 0 when it is not.',
    labelNames: ['connector'],
    read: () =>
      hub.connectors().map(({ name, state, sinceMs }) => {
        const open = state === 'unavailable' || state === 'trial';
        return [{ connector: name }, open ? secondsSince(sinceMs) : 0] as const;
      }),
  });
}

type Figure<Status> = readonly [
  add: typeof gauge,
  name: string,
  help: string,
  /** Null when the series is absent. */
  value: (status: Status) => number | null,
];

const streamFigures: readonly Figure<StreamStatus>[] = [
  [total, 'rows_read_total', 'Rows that the source gave.', ({ totals }) => totals.read],
  [total, 'records_stored_total', 'Records stored in the log.', ({ totals }) => totals.stored],
  [
    total,
    'rows_rejected_total',
    'Rows that could not become records.',
    ({ totals }) => totals.rejected,
  ],
  [
    total,
    'arrivals_accepted_total',
    'Records and hints that came by webhook or push and were stored.',
    ({ arrivals }) => arrivals.accepted,
  ],
  [
    total,
    'arrivals_duplicate_total',
    'Arrivals that were duplicates and not stored again.',
    ({ arrivals }) => arrivals.duplicates,
  ],
  [
    total,
    'arrivals_rejected_total',
    'Arrivals that could not become records.',
    ({ arrivals }) => arrivals.rejected,
  ],
  [gauge, 'log_records', 'Records that the log holds.', ({ records }) => records],
  [gauge, 'log_bytes', 'Size of the log.', ({ bytes }) => bytes],
  [
    gauge,
    'last_run_timestamp_seconds',
    'When the last finished run ended.',
    ({ lastRun }) => seconds(lastRun?.finishedAtMs ?? null),
  ],
  [
    gauge,
    'next_run_timestamp_seconds',
    'When the source is read next.',
    ({ nextRunAtMs }) => seconds(nextRunAtMs),
  ],
  [
    total,
    'times_missed_total',
    'Times of its schedule at which no hub was running.',
    ({ schedule }) => schedule?.missed ?? null,
  ],
];

/** Figures of streams that capture changes. */
const changeFigures: readonly Figure<StreamStatus>[] = [
  [
    gauge,
    'changes_behind_bytes',
    'Changes that the source has logged and the hub has not stored, other tables included.',
    ({ changes }) => changes?.behindBytes ?? null,
  ],
  [
    gauge,
    'changes_behind_seconds',
    'How long ago the hub last had every change.',
    ({ changes }) => seconds(changes?.behindMs ?? null),
  ],
  [
    gauge,
    'changes_retained_bytes',
    'Size of the log that the source keeps for the stream, on its own disk.',
    ({ changes }) => changes?.retainedBytes ?? null,
  ],
  [
    gauge,
    'changes_late',
    'Whether the retained log is larger than the stream allows, or the source has dropped it.',
    ({ changes }) => (changes ? Number(changes.health === 'late') : null),
  ],
];

function addStreams(registry: Registry, hub: LandscapeView): void {
  gauge({
    registry,
    name: 'stellwerk_stream_state',
    help: 'Whether the stream is in this state.',
    labelNames: ['stream', 'state'],
    read: () =>
      hub
        .streams()
        .flatMap(({ name, state }) => [...states({ stream: name }, streamStates, state)]),
  });
  for (const [add, name, help, value] of [...streamFigures, ...changeFigures]) {
    add({
      ...{ registry, name: `stellwerk_stream_${name}`, help },
      labelNames: ['stream'],
      read: () => readings(hub.streams(), ({ name: stream }) => ({ stream }), value),
    });
  }
}

const laneFigures: readonly Figure<LaneStatus>[] = [
  [gauge, 'backlog_records', 'Records stored and not yet settled.', ({ backlog }) => backlog],
  [gauge, 'parked_records', 'Records set aside for a later attempt.', ({ parked }) => parked],
  [
    gauge,
    'oldest_waiting_seconds',
    'Age of the oldest record not settled, or 0.',
    ({ oldestWaitingMs }) => (oldestWaitingMs ?? 0) / 1_000,
  ],
  [
    gauge,
    'late',
    'Whether that record is older than the lane allows.',
    ({ health }) => (health === 'late' ? 1 : 0),
  ],
  [
    total,
    'records_conflated_total',
    'Versions that newer ones replaced in the log before the lane read them.',
    ({ conflated }) => conflated,
  ],
];

function addLanes(registry: Registry, hub: LandscapeView): void {
  const labelsOf = ({ stream, connector }: LaneStatus) => ({ stream, connector });
  gauge({
    registry,
    name: 'stellwerk_lane_state',
    help: 'Whether the lane is in this state.',
    labelNames: ['stream', 'connector', 'state'],
    read: () => hub.lanes().flatMap((lane) => [...states(labelsOf(lane), laneStates, lane.state)]),
  });
  for (const [add, name, help, value] of laneFigures) {
    add({
      ...{ registry, name: `stellwerk_lane_${name}`, help },
      labelNames: ['stream', 'connector'],
      read: () => readings(hub.lanes(), labelsOf, value),
    });
  }
  total({
    registry,
    name: 'stellwerk_lane_records_total',
    help: 'Records settled, by what became of them.',
    labelNames: ['stream', 'connector', 'verdict'],
    read: () =>
      hub.lanes().flatMap((lane) =>
        Object.entries(lane.counts).map(([verdict, count]) => {
          const labels = { ...labelsOf(lane), verdict: snakeCase(verdict) };
          return [labels, count as number] as const;
        }),
      ),
  });
}

function* readings<Status>(
  all: readonly Status[],
  labelsOf: (status: Status) => Readonly<Record<string, string>>,
  value: (status: Status) => number | null,
) {
  for (const status of all) {
    const reading = value(status);
    if (reading !== null) yield [labelsOf(status), reading] as const;
  }
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}

function secondsSince(atMs: number): number {
  return Math.max(0, Date.now() - atMs) / 1_000;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
