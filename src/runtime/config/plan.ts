import type { AccessSettings, SignInSettings, TlsSettings } from '../../access/index.ts';
import type { ConnectorKind, SourceSettings, TargetSettings } from '../../connector-api/index.ts';
import type {
  CircuitPolicy,
  JsonObject,
  JsonSchema,
  Priority,
  RetryPolicy,
} from '../../domain/index.ts';
import type { WebhookFeed, WebhookSettings } from '../../web/index.ts';
import type { NotificationSettings } from '../notifications/settings.ts';
import type { TelemetrySettings } from '../telemetry/settings.ts';
import type { Mapping, MatchRule, Semantics, TwoWayFlow, Validator } from '../../pipeline/index.ts';
import type { LaneWork } from '../../workers/index.ts';
import type { Timetable } from '../timetable/index.ts';

/** A checked and compiled configuration: what the hub runs. */
export interface HubPlan {
  readonly file: string;
  /** Folder from which connectors resolve relative paths. */
  readonly baseDir: string;
  readonly hub: HubSettings;
  readonly connectors: readonly ConnectorPlan[];
  readonly streams: readonly StreamPlan[];
  /** The effective configuration for display: defaults of the kinds filled in, secrets as `***`. */
  readonly masked: JsonObject;
  /** Texts that no message may repeat. Never shown. */
  readonly secrets: readonly string[];
  /** The same, with fingerprints of secrets and files, for comparing two plans. Never shown, see `withoutFingerprints`. */
  readonly compared: JsonObject;
}

export interface HubSettings {
  readonly namespace?: string;
  readonly grpcAddress?: string;
  readonly httpAddress?: string;
  /** Age at which rows of the audit log are pruned, at least a day; null: never. */
  readonly auditKeptMs: number | null;
  /** Absent: without TLS. */
  readonly tls?: TlsSettings;
  /** Absent: anyone who can reach the control API is its admin. */
  readonly access?: AccessSettings;
  /** Absent: people sign in to the dashboard by key only. */
  readonly signIn?: SignInSettings;
  /** Absent: as the environment specifies. */
  readonly telemetry?: TelemetrySettings;
  readonly notifications: readonly NotificationSettings[];
}

export interface ConnectorPlan {
  readonly name: string;
  readonly kind: ConnectorKind;
  /** Checked against the kind's schema, defaults filled in, secrets resolved. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly circuit: CircuitPolicy;
  /** Null: it sends no webhooks. */
  readonly webhooks: WebhookSettings | null;
}

export interface LimitsPlan {
  /** Settled history older than this is removed. Default 30 d. */
  readonly maxAgeMs: number | null;
  /** JetStream reserves the whole size at once, so there is no default: the streams share the capacity of the server's store. */
  readonly maxBytes: number | null;
  readonly maxRecords: number | null;
  readonly maxRecordsPerKey: number | null;
}

export interface StreamPlan {
  readonly name: string;
  readonly connector: string;
  /** Key space of the source's keys: streams that share it share master keys. Default `<connector>/<entity>`. */
  readonly identity: string;
  readonly source: SourceSettings;
  /** Null: read at the hub's start and on command. */
  readonly schedule: Timetable | null;
  readonly semantics: Semantics;
  /** Priority of its reading, and of its lanes unless they set their own. Default normal. */
  readonly priority: Priority;
  readonly pageSize: number;
  /** Which webhooks of its connector feed it; null: none. */
  readonly webhook: WebhookFeed | null;
  readonly limits: LimitsPlan;
  /** Schema of the source's documents, for checking them in another thread; null accepts all. */
  readonly schema: JsonSchema | null;
  /** Fields of its documents that viewers do not see. */
  readonly personal: readonly string[];
  readonly lanes: readonly LanePlan[];
}

/** What a lane knows of its two-way flow. */
export type TwoWayPlan = Pick<TwoWayFlow, 'side' | 'shared' | 'rule' | 'sharesKeys' | 'deleted'> & {
  readonly flow: string;
};

export interface LanePlan {
  /** `<stream>/<connector>`, or `<stream>/<name>` when the entry has a `name`. */
  readonly name: string;
  readonly stream: string;
  readonly connector: string;
  readonly target: TargetSettings;
  /** Validates the source's document. */
  readonly validate: Validator | null;
  /** Validates the mapped document. */
  readonly validateMapped: Validator | null;
  /** What is known of the mapped document, to describe it to receivers; null: nothing. */
  readonly schema: JsonSchema | null;
  readonly map: Mapping;
  /** Validation and mapping for worker threads, when the lane uses them; null: done in the main thread. */
  readonly heavy: LaneWork | null;
  readonly match: MatchRule | null;
  readonly retry: RetryPolicy;
  /** Default: the stream's. */
  readonly priority: Priority;
  /** What a new lane takes: the stream's history from the start (default), or only new records. */
  readonly from: 'start' | 'now';
  /** Null: the flow goes one way. */
  readonly twoWay: TwoWayPlan | null;
  /** Older waiting records make the lane late. Default 15 min. */
  readonly lateAfterMs: number;
}
