import type { Growth } from '../../bus/index.ts';
import type { HubPort } from '../../control/index.ts';
import type {
  ConnectorState,
  LaneState,
  LaneStatus,
  StreamState,
  StreamStatus,
  VerdictCounts,
} from '../../domain/index.ts';
import { noVerdicts } from '../../domain/index.ts';
import type { Family, Labelled, Reading, Seen } from './family.ts';
import { labelsOf, states } from './family.ts';

export type LandscapeView = Pick<HubPort, 'connectors' | 'streams' | 'lanes' | 'imports'>;

const connectorStates: readonly ConnectorState[] = [
  ...(['checking', 'ready', 'unavailable', 'trial', 'paused', 'failed'] as const),
];
const streamStates: readonly StreamState[] = [
  ...(['idle', 'reading', 'waiting', 'held', 'blocked', 'paused', 'failed'] as const),
];
const laneStates: readonly LaneState[] = ['running', 'waiting', 'held', 'paused', 'failed'];

/** Returns connectors, streams and lanes as status shows them. Labels are names of the configuration, so they are bounded. */
export function seen(hub: LandscapeView): Seen {
  return {
    connectors: hub.connectors().map((status) => {
      return { labels: labelsOf({ connector: status.name }), status };
    }),
    streams: hub.streams().map((status) => {
      return { labels: labelsOf({ stream: status.name }), status };
    }),
    lanes: hub.lanes().map((status) => {
      const { stream, connector } = status;
      return { labels: labelsOf({ stream, connector }), status };
    }),
  };
}

/** Returns the figures of connectors, streams and lanes. @param growth where the logs end */
export function landscapeFamilies(growth: Pick<Growth, 'end'>): Family[] {
  return [...connectorFamilies, ...streamFamilies(growth), ...laneFamilies];
}

const connectorFamilies: readonly Family[] = [
  {
    type: 'gauge',
    name: 'stellwerk_connector_state',
    help: 'Whether the connector is in this state.',
    read: ({ connectors }) =>
      connectors.flatMap(({ labels, status: { kind, state } }) => [
        ...states(`${labels},${labelsOf({ kind })}`, connectorStates, state),
      ]),
  },
  {
    type: 'counter',
    name: 'stellwerk_connector_refused_webhooks_total',
    help: 'Webhooks that were forged, stale, too large or too many, since the hub started.',
    read: ({ connectors }) => readings(connectors, ({ refusedWebhooks }) => refusedWebhooks),
  },
  {
    type: 'gauge',
    name: 'stellwerk_connector_circuit_open_seconds',
    help: 'For how long the connector has been unavailable, its trial included; 0 when it is not.',
    read: ({ connectors }) =>
      readings(connectors, ({ state, sinceMs }) =>
        state === 'unavailable' || state === 'trial' ? secondsSince(sinceMs) : 0,
      ),
  },
];

type Figure<Status> = readonly [
  type: Family['type'],
  name: string,
  help: string,
  /** Null when the series is absent. */
  value: (status: Status) => number | null,
];

const streamFigures: readonly Figure<StreamStatus>[] = [
  ['counter', 'rows_read_total', 'Rows that the source gave.', ({ totals }) => totals.read],
  [
    'counter',
    'rows_rejected_total',
    'Rows that could not become records.',
    ({ totals }) => totals.rejected,
  ],
  [
    'counter',
    'arrivals_accepted_total',
    'Records and hints that came by webhook or push and were stored.',
    ({ arrivals }) => arrivals.accepted,
  ],
  [
    'counter',
    'arrivals_duplicate_total',
    'Arrivals that were duplicates and not stored again.',
    ({ arrivals }) => arrivals.duplicates,
  ],
  [
    'counter',
    'arrivals_rejected_total',
    'Arrivals that could not become records.',
    ({ arrivals }) => arrivals.rejected,
  ],
  ['gauge', 'log_records', 'Records that the log holds.', ({ records }) => records],
  ['gauge', 'log_bytes', 'Size of the log.', ({ bytes }) => bytes],
  [
    'gauge',
    'last_run_timestamp_seconds',
    'When the last finished run ended.',
    ({ lastRun }) => seconds(lastRun?.finishedAtMs ?? null),
  ],
  [
    'gauge',
    'next_run_timestamp_seconds',
    'When the source is read next.',
    ({ nextRunAtMs }) => seconds(nextRunAtMs),
  ],
  [
    'counter',
    'times_missed_total',
    'Times of its schedule at which no hub was running.',
    ({ schedule }) => schedule?.missed ?? null,
  ],
];

/** Figures of streams that capture changes. */
const changeFigures: readonly Figure<StreamStatus>[] = [
  [
    'gauge',
    'changes_behind_bytes',
    'Changes that the source has logged and the hub has not stored, other tables included.',
    ({ changes }) => changes?.behindBytes ?? null,
  ],
  [
    'gauge',
    'changes_behind_seconds',
    'How long ago the hub last had every change.',
    ({ changes }) => seconds(changes?.behindMs ?? null),
  ],
  [
    'gauge',
    'changes_retained_bytes',
    'Size of the log that the source keeps for the stream, on its own disk.',
    ({ changes }) => changes?.retainedBytes ?? null,
  ],
  [
    'gauge',
    'changes_late',
    'Whether the retained log is larger than the stream allows, or the source has dropped it.',
    ({ changes }) => (changes ? Number(changes.health === 'late') : null),
  ],
];

function streamFamilies(growth: Pick<Growth, 'end'>): Family[] {
  const figures = [...streamFigures, ...changeFigures];
  return [
    {
      type: 'gauge',
      name: 'stellwerk_stream_state',
      help: 'Whether the stream is in this state.',
      read: ({ streams }) => allStates(streams, streamStates),
    },
    {
      type: 'counter',
      name: 'stellwerk_stream_records_stored_total',
      help: 'Records stored in the log, whatever their way: runs, webhooks and pushes, imports, repairs.',
      // Records are numbered as they are stored.
      read: ({ streams }) => readings(streams, ({ name }) => growth.end(name)),
    },
    ...figures.map(([type, name, help, value]): Family => {
      const read = ({ streams }: Seen) => readings(streams, value);
      return { type, name: `stellwerk_stream_${name}`, help, read };
    }),
  ];
}

const laneFigures: readonly Figure<LaneStatus>[] = [
  ['gauge', 'backlog_records', 'Records stored and not yet settled.', ({ backlog }) => backlog],
  ['gauge', 'parked_records', 'Records set aside for a later attempt.', ({ parked }) => parked],
  [
    'gauge',
    'oldest_waiting_seconds',
    'Age of the oldest record not settled, or 0.',
    ({ oldestWaitingMs }) => (oldestWaitingMs ?? 0) / 1_000,
  ],
  [
    'gauge',
    'late',
    'Whether that record is older than the lane allows.',
    ({ health }) => (health === 'late' ? 1 : 0),
  ],
  [
    'counter',
    'records_conflated_total',
    'Versions that newer ones replaced in the log before the lane read them.',
    ({ conflated }) => conflated,
  ],
];

const verdicts = Object.keys(noVerdicts).map((name) => {
  const verdict = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [name as keyof VerdictCounts, `,verdict="${verdict}"`] as const;
});

const laneFamilies: readonly Family[] = [
  {
    type: 'gauge',
    name: 'stellwerk_lane_state',
    help: 'Whether the lane is in this state.',
    read: ({ lanes }) => allStates(lanes, laneStates),
  },
  ...laneFigures.map(([type, name, help, value]): Family => {
    const read = ({ lanes }: Seen) => readings(lanes, value);
    return { type, name: `stellwerk_lane_${name}`, help, read };
  }),
  {
    type: 'counter',
    name: 'stellwerk_lane_records_total',
    help: 'Records settled, by what became of them.',
    *read({ lanes }) {
      for (const { labels, status } of lanes)
        for (const [name, verdict] of verdicts) yield [labels + verdict, status.counts[name]];
    },
  },
];

function* allStates<S extends string>(
  all: readonly Labelled<{ readonly state: S }>[],
  possible: readonly S[],
): Generator<Reading> {
  for (const { labels, status } of all) yield* states(labels, possible, status.state);
}

function* readings<Status>(
  all: readonly Labelled<Status>[],
  value: (status: Status) => number | null,
): Generator<Reading> {
  for (const { labels, status } of all) {
    const reading = value(status);
    if (reading !== null) yield [labels, reading];
  }
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}

function secondsSince(atMs: number): number {
  return Math.max(0, Date.now() - atMs) / 1_000;
}
