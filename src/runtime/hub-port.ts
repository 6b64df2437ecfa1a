import type { Supervisor } from '../../actors/index.ts';
import type { BusConnection, Mailbox } from '../bus/index.ts';
import type { HubPort } from '../control/index.ts';
import type { Store } from '../store/index.ts';
import type { Configuration } from './apply/index.ts';
import type { HubPlan } from './config/index.ts';
import { openErasing } from './erasing/index.ts';
import { openHistory } from './history.ts';
import type { Imports } from './imports/index.ts';
import type { Landscape } from './landscape.ts';
import type { InTurn } from './one-at-a-time.ts';
import { openPlanning } from './planning.ts';
import { openRecovery } from './recovery.ts';
import { openRelinking } from './relinking/index.ts';
import { describeServer } from './server-info.ts';
import { openVerifying } from './verifying.ts';

export interface HubPortParts extends Pick<HubPort, 'logging'> {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly namespace: string;
  readonly startedAtMs: number;
  /** The plan that the hub was started with. */
  readonly plan: HubPlan;
  readonly landscape: Landscape;
  readonly supervisor: Supervisor;
  readonly mailbox: Mailbox;
  readonly configuration: Configuration;
  /** Shared by erasures, merges and the configuration. */
  readonly inTurn: InTurn;
  readonly imports: Imports;
}

/** Returns what control API and HTTP server may ask of the hub; each part answers for itself. */
export function hubPortOf(parts: HubPortParts): HubPort {
  const { bus, store, namespace, startedAtMs, plan, landscape, supervisor } = parts;
  const { mailbox, configuration, logging, imports, inTurn } = parts;
  return {
    connectors: () => landscape.connectors(supervisor),
    streams: () => landscape.streams(supervisor),
    lanes: () => landscape.lanes(supervisor),
    send: (command, abort) => mailbox.request(command, abort),
    subscribe: (listener) => landscape.board.subscribe(listener),
    audit: store.audit,
    info: describeServer({
      ...{ bus, store, namespace, startedAtMs, logging },
      file: plan.file,
      inForce: () => configuration.inForce(),
    }),
    recovery: openRecovery({
      ...{ bus, store, streams: landscape.streamsByName, lanes: landscape.lanesByName },
      board: landscape.board,
    }),
    history: openHistory({
      ...{ bus, store, streams: landscape.streamsByName, lanes: landscape.lanesByName },
      laneState: (name) => supervisor.lane(name).state,
    }),
    erasing: openErasing({
      ...{ bus, store, streams: landscape.streamsByName, lanes: landscape.lanesByName },
      board: landscape.board,
      imports: () => imports.port.list(),
      inTurn,
    }),
    relinking: openRelinking({
      ...{ bus, store, streams: landscape.streamsByName, lanes: landscape.lanesByName },
      ...{ board: landscape.board, inTurn },
    }),
    planning: openPlanning({
      ...{ bus, streams: landscape.streamsByName, lanes: landscape.lanesByName },
      connector: (name) => supervisor.connector(name),
      laneStatus: (name) => landscape.board.laneStatus(name, supervisor.lane(name)),
    }),
    verifying: openVerifying({
      ...{ bus, store, streams: landscape.streamsByName, lanes: landscape.lanesByName },
      board: landscape.board,
      connector: (name) => supervisor.connector(name),
    }),
    configuration,
    logging,
    imports: imports.port,
  };
}
