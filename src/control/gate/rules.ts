import type { ActorKind, JsonObject, Role } from '../../domain/index.ts';
import type { ApiKey } from '../gen/stellwerk/control/v1/ApiKey.ts';
import type { ErasedRows } from '../gen/stellwerk/control/v1/ErasedRows.ts';
import type { Relinking__Output } from '../gen/stellwerk/control/v1/Relinking.ts';
import type { RecordId__Output } from '../gen/stellwerk/control/v1/RecordId.ts';
import type { ImportStatus } from '../gen/stellwerk/control/v1/ImportStatus.ts';
import type { HubPort } from '../hub-port.ts';

/** What a call changes, for the audit log. Contains no documents, because they may be personal. */
export interface Change {
  /** The subject, such as `lane products/shop`; null if the call names nothing. */
  readonly subject: string | null;
  /** The key of the record, if the call is about a single one. */
  readonly key?: string;
  /** Returns the affected state, read before and after the call. */
  readonly state?: (hub: HubPort) => JsonObject | null;
  /** Returns the result from the answer, instead of the state after the call. */
  readonly result?: (response: Answer) => JsonObject;
}

/** The access rule of one method. */
export interface MethodRule {
  /** The role that a caller needs; null for a method that is open to all. */
  readonly role: Role | null;
  /** Whether callers limited to streams may call it. It must then answer from `limitedTo` alone. */
  readonly limited: boolean;
  /** For methods that change something. Returns null for a request that changes nothing, such as a dry run. */
  readonly change?: (request: Answer) => Change | null;
}

type Answer = Readonly<Record<string, unknown>>;

const read = { role: 'viewer', limited: true } as const satisfies MethodRule;

/** The rule of a command to one actor. */
function order(kind: ActorKind): MethodRule {
  return {
    role: 'operator',
    limited: kind !== 'connector',
    change: ({ name }) => ({
      subject: named(kind, name),
      state(hub) {
        const { state } = statuses(hub, kind).find((status) => status.name === name) ?? {};
        return state === undefined ? null : { state };
      },
    }),
  };
}

function statuses(hub: HubPort, kind: ActorKind) {
  if (kind === 'connector') return hub.connectors();
  return kind === 'stream' ? hub.streams() : hub.lanes();
}

/** The rule of a change to one lane that does not affect its state. */
const laneChange = (result?: Change['result']): MethodRule => ({
  role: 'operator',
  limited: true,
  change: ({ name, key }) => ({
    subject: named('lane', name),
    ...(typeof key === 'string' ? { key } : {}),
    ...(result ? { result } : {}),
  }),
});

const importOrder: MethodRule = {
  role: 'operator',
  limited: true,
  change: ({ id }) => ({
    subject: named('import', id),
    state(hub) {
      const { state } = hub.imports.list().find((status) => status.id === id) ?? {};
      return state === undefined ? null : { state };
    },
  }),
};

/** Admins only: it makes the hub read any file or URL that the caller names, and write rejected rows to any path. */
const importBegin: MethodRule & Required<Pick<MethodRule, 'change'>> = {
  role: 'admin',
  limited: false,
  change: ({ order: asked }) => ({
    subject: named('imports of stream', (asked as Answer | null | undefined)?.stream),
    result: ({ import: status }) => ({ id: (status as ImportStatus | null)?.id ?? '' }),
  }),
};

const keyChange = (result?: Change['result']): MethodRule => ({
  role: 'admin',
  limited: false,
  change: ({ id, name }) => ({
    subject: named('API key', id ?? name),
    ...(result ? { result } : {}),
  }),
});

const issued = ({ key }: Answer): JsonObject => {
  const { id, name, role, limitedTo } = (key ?? {}) as ApiKey;
  const limit = limitedTo ? { streams: limitedTo.streams ?? [] } : {};
  return { id: id ?? '', name: name ?? '', role: role ?? '', ...limit };
};

/** Admins only: a configuration can run code here, because its mappings are modules; even a comparison loads them. */
const configurationChange: MethodRule = {
  role: 'admin',
  limited: false,
  change({ dryRun, version }) {
    if (dryRun === true) return null;
    return {
      subject: typeof version === 'number' ? `configuration version ${version}` : 'configuration',
      state: ({ configuration }) => ({ version: configuration.status().version }),
    };
  },
};

const lettersOf = (filter: unknown): string => {
  const { stream, lane, ids } = (filter ?? {}) as Answer;
  if (Array.isArray(ids) && ids.length > 0) return `${ids.length} dead letters by id`;
  if (lane) return named('dead letters of lane', lane) ?? 'dead letters';
  return named('dead letters of stream', stream) ?? 'dead letters';
};

/** Summarises the counts per place; the answer contains no keys. */
const erased = (response: Answer): JsonObject => {
  const places: Record<string, number> = {};
  for (const { place, count } of response.erased as readonly ErasedRows[]) {
    const name = String(place).replace('ERASED_PLACE_', '').toLowerCase();
    places[name] = (places[name] ?? 0) + Number(count);
  }
  return { erased: places };
};

/** Names the affected things by master key, which identifies nobody. */
const relinked = ({ relinking }: Answer): JsonObject => {
  const { records = [] } = (relinking ?? {}) as Relinking__Output;
  return { masterKeys: records.map(({ masterKey }) => masterKey) };
};

/** @param idOf returns the id under which the entry can be found */
function relinkChange(idOf: (request: Answer) => unknown): MethodRule {
  return {
    role: 'admin',
    limited: false,
    change(request) {
      if (request.dryRun === true) return null;
      const id = (idOf(request) ?? {}) as Partial<RecordId__Output>;
      const { connector = '', entity = '', externalId } = id;
      const subject = named('record of', [connector, entity].filter(Boolean).join('/'));
      return { subject, ...(externalId ? { key: externalId } : {}), result: relinked };
    },
  };
}

/**
 * The rules of all methods, by service and name. A missing method is for admins only, and fails a test. Lists and
 * watches show limited callers only what they may see.
 */
export const methodRules: Readonly<Record<string, MethodRule>> = {
  'ConnectorService/ListConnectors': read,
  'ConnectorService/GetConnector': read,
  'ConnectorService/WatchConnectors': read,
  'ConnectorService/PauseConnector': order('connector'),
  'ConnectorService/ResumeConnector': order('connector'),

  'StreamService/ListStreams': read,
  'StreamService/GetStream': read,
  'StreamService/WatchStreams': read,
  'StreamService/PauseStream': order('stream'),
  'StreamService/ResumeStream': order('stream'),
  'StreamService/SyncStream': order('stream'),

  'LaneService/ListLanes': read,
  'LaneService/GetLane': read,
  'LaneService/WatchLanes': read,
  'LaneService/PauseLane': order('lane'),
  'LaneService/ResumeLane': order('lane'),
  'LaneService/ReplayLane': laneChange(({ records }) => ({ records: Number(records) })),
  'LaneService/PauseLaneKey': laneChange(),
  'LaneService/ResumeLaneKey': laneChange(),
  'LaneService/ListPausedLaneKeys': read,

  'DeadLetterService/ListDeadLetters': read,
  'DeadLetterService/GetDeadLetter': read,
  'DeadLetterService/ListDeadLetterGroups': read,
  'DeadLetterService/ReplayDeadLetters': {
    role: 'operator',
    limited: true,
    change({ filter, dryRun }) {
      if (dryRun === true) return null;
      const result = ({ replayed }: Answer) => ({ replayed: Number(replayed) });
      return { subject: lettersOf(filter), result };
    },
  },
  'DeadLetterService/DiscardDeadLetters': {
    role: 'operator',
    limited: true,
    change: ({ filter }) => ({
      subject: lettersOf(filter),
      result: ({ discarded }) => ({ discarded: Number(discarded) }),
    }),
  },

  'ImportService/ListImports': read,
  'ImportService/GetImport': read,
  'ImportService/WatchImports': read,
  'ImportService/StartImport': importBegin,
  'ImportService/UploadImport': {
    ...importBegin,
    // Only the first message describes the import, the others carry bytes.
    change: (part) => (part.content ? null : importBegin.change(part)),
  },
  'ImportService/PauseImport': importOrder,
  'ImportService/ResumeImport': importOrder,
  'ImportService/CancelImport': importOrder,

  // A plan reads the source and shows contents, so it needs more than read access.
  'PlanService/PlanStream': { role: 'operator', limited: true },
  'VerifyService/VerifyStream': {
    role: 'operator',
    limited: true,
    change: ({ stream, repair }) => (repair === true ? { subject: named('stream', stream) } : null),
  },
  'RecordService/LookUpRecord': { role: 'viewer', limited: false },
  'RecordService/GetRecordStory': { role: 'viewer', limited: false },
  // An erasure cannot be undone, and its ids also belong to other streams.
  'RecordService/EraseRecord': {
    role: 'admin',
    limited: false,
    change({ stream, key, dryRun }) {
      if (dryRun === true) return null;
      const subject = named('stream', stream);
      return { subject, ...(typeof key === 'string' ? { key } : {}), result: erased };
    },
  },
  // Merges and splits affect all streams, and what is written to their systems.
  'RecordService/MergeRecords': relinkChange(({ record }) => record),
  'RecordService/SplitRecord': relinkChange(({ ids }) => (Array.isArray(ids) ? ids[0] : null)),
  // The values of conflicts may be personal.
  'ConflictService/ListConflicts': { role: 'operator', limited: false },
  'RunService/ListRuns': read,
  'RunService/GetRun': read,

  'ConfigurationService/GetConfiguration': { role: 'operator', limited: false },
  'ConfigurationService/DiffConfiguration': { role: 'admin', limited: false },
  'ConfigurationService/ApplyConfiguration': configurationChange,
  'ConfigurationService/RollbackConfiguration': configurationChange,
  'ConfigurationService/ListConfigurationVersions': { role: 'operator', limited: false },
  'ConfigurationService/WatchConfiguration': { role: 'viewer', limited: false },

  'AuditService/ListAuditEntries': { role: 'admin', limited: false },
  'AuditService/ExportAuditLog': { role: 'admin', limited: false },
  'AuditService/VerifyAuditLog': { role: 'admin', limited: false },
  'ServerInfoService/GetServerInfo': read,
  'ServerInfoService/SetLogLevel': {
    role: 'admin',
    limited: false,
    change: () => ({
      subject: 'log level',
      state: ({ logging }) => ({ level: logging.level() }),
    }),
  },

  'AccessService/WhoAmI': read,
  'AccessService/ListApiKeys': { role: 'admin', limited: false },
  'AccessService/CreateApiKey': keyChange(issued),
  'AccessService/RotateApiKey': keyChange(issued),
  'AccessService/RevokeApiKey': keyChange(issued),

  'grpc.health.v1.Health/Check': { role: null, limited: true },
  'grpc.health.v1.Health/Watch': { role: null, limited: true },
  'grpc.health.v1.Health/List': { role: null, limited: true },
  'grpc.reflection.v1.ServerReflection/ServerReflectionInfo': read,
  'grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo': read,
};

const unlisted: MethodRule = { role: 'admin', limited: false, change: () => ({ subject: null }) };

/** Returns a method's name as used in rules and audit log: own services without their package. @param path the path in gRPC */
export function methodName(path: string): string {
  return path.replace(/^\/(stellwerk\.control\.v1\.)?/, '');
}

export function ruleOf(method: string): MethodRule {
  return Object.hasOwn(methodRules, method) ? (methodRules[method] ?? unlisted) : unlisted;
}

const SUBJECT_MAX_CHARS = 600;

function named(kind: string, name: unknown): string | null {
  return typeof name === 'string' && name !== ''
    ? `${kind} ${name}`.slice(0, SUBJECT_MAX_CHARS)
    : null;
}
