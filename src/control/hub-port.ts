import type { ErasurePort } from './erasure-port.ts';
import type { HistoryPort } from './history-port.ts';
import type { PlanPort } from './plan-port.ts';
import type {
  Command,
  ConnectorStatus,
  LaneStatus,
  ServerInfo,
  StreamStatus,
} from '../domain/index.ts';
import type { AuditLogPort } from './audit-log-port.ts';
import type { ImportPort } from './import-port.ts';
import type { ConfigurationPort } from './configuration-port.ts';
import type { LoggingPort } from './logging-port.ts';
import type { RelinkPort } from './relink-port.ts';
import type { RecoveryPort } from './recovery-port.ts';
import type { VerifyPort } from './verify-port.ts';

/** What the control API needs of a hub. `runtime` implements it. */
export interface HubPort {
  /** Called for every request and up to five times a second per watcher; answers from memory. In the configuration's order. */
  connectors(): readonly ConnectorStatus[];
  /** As `connectors`. */
  streams(): readonly StreamStatus[];
  /** As `connectors`. */
  lanes(): readonly LaneStatus[];
  /**
   * Resolves when the actor has carried it out. The signal aborts when the caller left or its time is over; the order may stand
   * nevertheless.
   * @throws Failure NOT_FOUND, COMMAND_REJECTED, TIMED_OUT, CANCELLED
   */
  send(command: Command, signal: AbortSignal): Promise<void>;
  /** Calls back after anything in the status changed (often). @returns what ends that */
  subscribe(listener: () => void): () => void;
  /** Dead letters and replays. */
  readonly recovery: RecoveryPort;
  /** Bulk imports. */
  readonly imports: ImportPort;
  /** Runs, and where things are. */
  readonly history: HistoryPort;
  /** Erasing what is held of one thing. */
  readonly erasing: ErasurePort;
  /** Making one thing of two, and two of one. */
  readonly relinking: RelinkPort;
  /** What a run would do. */
  readonly planning: PlanPort;
  /** Whether the targets hold what the sources say. */
  readonly verifying: VerifyPort;
  /** Who changed what. */
  readonly audit: AuditLogPort;
  /** What hub this is. @throws Failure STORE_UNAVAILABLE */
  info(): Promise<ServerInfo>;
  /** How much is logged. */
  readonly logging: LoggingPort;
  /** The configuration at run time. */
  readonly configuration: ConfigurationPort;
}
