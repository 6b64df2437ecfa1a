import type {
  ConfigurationPort,
  ErasurePort,
  HistoryPort,
  HubPort,
  ImportPort,
  LoggingPort,
  PlanPort,
  RecoveryPort,
  RelinkPort,
  VerifyPort,
} from '../../src/control/index.ts';
import type {
  LogLevel,
  Action,
  Command,
  ConnectorStatus,
  ImportStatus,
  LaneStatus,
  ServerInfo,
  StreamStatus,
} from '../../src/domain/index.ts';
import { Failure } from '../../src/domain/index.ts';
import { FakeAuditLog } from './fake-audit-log.ts';

const SINCE_MS = Date.UTC(2026, 0, 5, 8, 30, 0, 250);

export const shop: ConnectorStatus = {
  name: 'shop',
  kind: 'postgres',
  state: 'ready',
  sinceMs: SINCE_MS,
  lastError: null,
  refusedWebhooks: 5,
};

export const products: StreamStatus = {
  name: 'products',
  connector: 'pim',
  entity: 'product',
  state: 'idle',
  sinceMs: SINCE_MS,
  records: 20_000,
  bytes: 12_345_678,
  lastRun: {
    startedAtMs: SINCE_MS,
    finishedAtMs: SINCE_MS + 1500,
    read: 20_000,
    stored: 19_990,
    skipped: 7,
    rejected: 3,
  },
  totals: { read: 40_000, stored: 39_980, skipped: 14, rejected: 6 },
  changes: null,
  schedule: { text: 'every 5m', lastDueAtMs: null, ordered: 9, missed: 2, skipped: 1 },
  arrivals: { accepted: 50, duplicates: 4, rejected: 1 },
  nextRunAtMs: SINCE_MS + 300_000,
  lastError: null,
};

export const productsToShop: LaneStatus = {
  name: 'products/shop',
  stream: 'products',
  connector: 'shop',
  entity: 'products',
  state: 'waiting',
  sinceMs: SINCE_MS,
  settledSeq: 9_007_199_254_740,
  backlog: 42,
  parked: 2,
  pausedRecords: 0,
  health: 'ok',
  oldestWaitingMs: 61_500,
  settledPerMinute: 1234.5,
  counts: { applied: 100, unchanged: 20, superseded: 3, echoed: 0, deadLettered: 1 },
  conflated: 3,
  lastSettledAtMs: SINCE_MS + 5,
  lastError: {
    code: 'TARGET_UNAVAILABLE',
    stage: 'deliver',
    message: 'Connection to shöp refused.',
    remedy: 'Check that the target system runs.',
    atMs: SINCE_MS + 7,
  },
};

export const catalogue: ImportStatus = {
  id: '12',
  stream: 'products',
  source: '/data/catalogue.csv',
  format: 'csv',
  rejectsFile: '/data/rejects.jsonl',
  state: 'waiting',
  sinceMs: SINCE_MS,
  counts: { read: 50_000, stored: 49_998, rejected: 2 },
  bytesDone: 5_000_000,
  bytesTotal: 10_000_000,
  rowsPerSecond: 25_000,
  leftMs: 2_000,
  createdAtMs: SINCE_MS,
  finishedAtMs: null,
  requestedBy: 'grpc 127.0.0.1',
  lastError: {
    code: 'STREAM_FULL',
    stage: 'intake',
    message: 'Could not store a batch: maximum bytes exceeded.',
    remedy: 'A lane is behind.',
    atMs: SINCE_MS + 7,
  },
};

const NOTHING_RELINKED = { things: [], lanes: [], flows: [], conflicts: 0 };

/** A hub without actors. It holds statuses, records commands, and changes statuses as instructed. */
export class FakeHub implements HubPort {
  readonly commands: Command[] = [];
  /** The signals of the commands, in order. */
  readonly signals: AbortSignal[] = [];
  readonly listeners = new Set<() => void>();
  /** Has no failures. */
  readonly recovery = {
    listDeadLetterGroups: async () => [],
  } as Partial<RecoveryPort> as RecoveryPort;
  readonly imports: ImportPort = {
    list: () => [catalogue],
    get(id) {
      if (id === catalogue.id) return catalogue;
      throw new Failure('NOT_FOUND', { message: `There is no import ${id}.` });
    },
    start: async ({ stream }) => {
      throw new Failure('NOT_FOUND', { message: `There is no stream "${stream}".` });
    },
    async upload({ stream }, bytes) {
      for await (const _some of bytes);
      throw new Failure('NOT_FOUND', { message: `There is no stream "${stream}".` });
    },
  };
  /** Has no runs, no conflicts and no records. */
  readonly history: HistoryPort = {
    listConflicts: () => Promise.resolve({ conflicts: [], next: null }),
    listRuns: () => Promise.resolve({ runs: [], next: null }),
    getRun: (id) => Promise.reject(new Failure('NOT_FOUND', { message: `There is no run ${id}.` })),
    lookUp: () => Promise.resolve({ things: [], more: false }),
    story: () => Promise.resolve({ stories: [], more: false }),
  };
  /** Finds nothing to erase. */
  readonly erasing: ErasurePort = {
    preview: () => Promise.resolve({ erased: [], remaining: [] }),
    erase: () => Promise.resolve({ erased: [], remaining: [] }),
  };
  /** Relinks nothing. */
  readonly relinking: RelinkPort = {
    preview: () => Promise.resolve(NOTHING_RELINKED),
    change: () => Promise.resolve(NOTHING_RELINKED),
  };
  readonly planning: PlanPort = {
    async *plan() {
      yield await Promise.resolve({ kind: 'progress', read: 0 } as const);
    },
  };
  readonly verifying: VerifyPort = {
    async *verify() {
      yield await Promise.resolve({ kind: 'progress', read: 0, listed: 0 } as const);
    },
  };
  readonly audit = new FakeAuditLog();
  readonly configuration: ConfigurationPort = fakeConfiguration();
  logLevel: LogLevel = 'info';
  readonly logging: LoggingPort = {
    level: () => this.logLevel,
    setLevel: (level) => void (this.logLevel = level),
  };
  /** If set, handles the next commands, which otherwise succeed. */
  onSend: ((command: Command, signal: AbortSignal) => Promise<void>) | null = null;
  #connectors: ConnectorStatus[] = [{ ...shop, name: 'pim', kind: 'file' }, shop];
  #streams: StreamStatus[] = [
    products,
    { ...products, name: 'stock', lastRun: null, nextRunAtMs: null },
    // Also the name of a connector.
    { ...products, name: 'shop' },
  ];
  #lanes: LaneStatus[] = [productsToShop];

  connectors(): readonly ConnectorStatus[] {
    return this.#connectors;
  }

  streams(): readonly StreamStatus[] {
    return this.#streams;
  }

  lanes(): readonly LaneStatus[] {
    return this.#lanes;
  }

  async send(command: Command, signal: AbortSignal): Promise<void> {
    this.commands.push(command);
    this.signals.push(signal);
    if (this.onSend) return this.onSend(command, signal);
    const { kind, name, action } = command;
    if (action === 'sync') this.set('streams', name, { state: 'reading' });
    else if (kind === 'connector') this.set('connectors', name, { state: after(action, 'ready') });
    else if (kind === 'stream') this.set('streams', name, { state: after(action, 'idle') });
    else this.set('lanes', name, { state: after(action, 'running') });
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(kind: 'connectors', name: string, change: Partial<ConnectorStatus>): void;
  set(kind: 'streams', name: string, change: Partial<StreamStatus>): void;
  set(kind: 'lanes', name: string, change: Partial<LaneStatus>): void;
  set(kind: 'connectors' | 'streams' | 'lanes', name: string, change: object): void {
    const update = <Status extends { name: string }>(all: Status[]) =>
      all.map((one) => (one.name === name ? { ...one, ...change } : one));
    if (kind === 'connectors') this.#connectors = update(this.#connectors);
    else if (kind === 'streams') this.#streams = update(this.#streams);
    else this.#lanes = update(this.#lanes);
    for (const listener of this.listeners) listener();
  }

  async info(): Promise<ServerInfo> {
    return {
      namespace: 'demo',
      startedAtMs: SINCE_MS,
      uptimeMs: 90_500,
      nodeVersion: '24.0.0',
      natsVersion: '2.15.1',
      postgresVersion: '18.1',
      logLevel: this.logLevel,
      configuration: {
        file: 'stellwerk.yaml',
        number: 1,
        version: '0123456789ab',
        connectors: 2,
        streams: 3,
        lanes: 1,
      },
    };
  }

  remove(stream: string): void {
    this.#streams = this.#streams.filter(({ name }) => name !== stream);
    for (const listener of this.listeners) listener();
  }
}

function after<State>(action: Action, resumed: State): State | 'paused' {
  return action === 'pause' ? 'paused' : resumed;
}

export function rejecting(message: string): () => Promise<void> {
  return () => Promise.reject(new Failure('COMMAND_REJECTED', { message }));
}

/** A configuration with one version, from which nothing ever differs. */
function fakeConfiguration(): ConfigurationPort {
  const version = { version: 1, hash: 'h', appliedAtMs: SINCE_MS, appliedBy: 'start', note: '' };
  const find = (wanted: number | null) => {
    if (wanted === null || wanted === 1) return version;
    throw new Failure('NOT_FOUND', { message: `There is no version ${wanted}.` });
  };
  const unchanged = { version: 1, applied: false, changes: [], losses: [] };
  return {
    get: async (wanted) => ({ ...find(wanted), bundle: { main: 'a', files: { a: '' } } }),
    history: async () => [version],
    apply: async () => unchanged,
    async rollback(wanted) {
      find(wanted);
      return unchanged;
    },
    status: () => ({ name: 'configuration', version: 1, doing: null }),
  };
}
