import type { ActorKind, JsonObject, Role } from '../../domain/index.ts';
import type { ApiKey } from '../gen/stellwerk/control/v1/ApiKey.ts';
import type { ErasedRows } from '../gen/stellwerk/control/v1/ErasedRows.ts';
import type { Relinking__Output } from '../gen/stellwerk/control/v1/Relinking.ts';
import type { RecordId__Output } from '../gen/stellwerk/control/v1/RecordId.ts';
import type { ImportStatus } from '../gen/stellwerk/control/v1/ImportStatus.ts';
import type { HubPort } from '../hub-port.ts';

/** What a call changes, for the audit log. No documents: they may be personal. */
export interface Change {
  /** As `lane products/shop`; null when it names nothing. */
  readonly subject: string | null;
  /** The key of the one record that it is about. */
  readonly key?: string;
  /** What is about to change, read before the call and after it. */
  readonly state?: (hub: HubPort) => JsonObject | null;
  /** What came of it, from the answer; instead of the state after it. */
  readonly result?: (response: Answer) => JsonObject;
}

/** How one method is guarded. */
export interface MethodRule {
  /** What a caller has to be; null for a method that is open to all. */
  readonly role: Role | null;
  /** Whether callers that are limited to streams may call it: then it must answer by `limitedTo` alone. */
  readonly limited: boolean;
  /** For methods that change something. It gives null for a request that changes nothing, as a dry run. */
  readonly change?: (request: Answer) => Change | null;
}

type Answer = Readonly<Record<string, unknown>>;

const read = { role: 'viewer', limited: true } as const satisfies MethodRule;

/** An order to one actor. */
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

/** A change of one lane that leaves its state as it is. */
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

/** It has the hub read whatever file or address the caller names, and write the rejects where he says. */
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

/** Who may bring in a configuration may run code here, for its mappings are modules; even comparing loads them. */
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

/** How much where; the answer names no keys. */
const erased = (response: Answer): JsonObject => {
  const places: Record<string, number> = {};
  for (const { place, count } of response.erased as readonly ErasedRows[]) {
    const name = String(place).replace('ERASED_PLACE_', '').toLowerCase();
    places[name] = (places[name] ?? 0) + Number(count);
  }
  return { erased: places };
};

/** Which things it was about, by the hub's own numbers: they name nobody. */
const relinked = ({ relinking }: Answer): JsonObject => {
  const { records = [] } = (relinking ?? {}) as Relinking__Output;
  return { masterKeys: records.map(({ masterKey }) => masterKey) };
};

/** @param idOf the id that the entry is found by */
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
 * Every method, by service and name. A method that is not here is for admins only, and a test fails. Lists and watches of
 * limited callers hold what they may see.
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
    // Only the first message says what it is, the others bring bytes.
    change: (part) => (part.content ? null : importBegin.change(part)),
  },
  'ImportService/PauseImport': importOrder,
  'ImportService/ResumeImport': importOrder,
  'ImportService/CancelImport': importOrder,

  // A plan reads the source and shows contents, so it is no mere look.
  'PlanService/PlanStream': { role: 'operator', limited: true },
  'VerifyService/VerifyStream': {
    role: 'operator',
    limited: true,
    change: ({ stream, repair }) => (repair === true ? { subject: named('stream', stream) } : null),
  },
  'RecordService/LookUpRecord': { role: 'viewer', limited: false },
  'RecordService/GetRecordStory': { role: 'viewer', limited: false },
  // Nothing brings back what is erased, and its ids are those of other streams, too.
  'RecordService/EraseRecord': {
    role: 'admin',
    limited: false,
    change({ stream, key, dryRun }) {
      if (dryRun === true) return null;
      const subject = named('stream', stream);
      return { subject, ...(typeof key === 'string' ? { key } : {}), result: erased };
    },
  },
  // What ids are one thing concerns all streams, and what is written to their systems.
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

/** A method's name as rules and audit log have it: own services without their package. @param path as gRPC has it */
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
