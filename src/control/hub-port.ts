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

/** What the control API needs from a hub. `runtime` implements it. */
export interface HubPort {
  /**
   * Called for every request and up to five times a second per watcher; answers from memory. In the order of the
   * configuration.
   */
  connectors(): readonly ConnectorStatus[];
  /** As `connectors`. */
  streams(): readonly StreamStatus[];
  /** As `connectors`. */
  lanes(): readonly LaneStatus[];
  /**
   * Resolves when the actor has carried out the command. The signal aborts when the caller leaves or its time is over;
   * the command may still take effect.
   * @throws Failure NOT_FOUND, COMMAND_REJECTED, TIMED_OUT, CANCELLED
   */
  send(command: Command, signal: AbortSignal): Promise<void>;
  /** Calls the listener after any change of the status (often). @returns a function that unsubscribes */
  subscribe(listener: () => void): () => void;
  /** Dead letters and replays. */
  readonly recovery: RecoveryPort;
  /** Bulk imports. */
  readonly imports: ImportPort;
  /** Runs, conflicts, and the location of things. */
  readonly history: HistoryPort;
  /** Erasing what the hub holds of a thing. */
  readonly erasing: ErasurePort;
  /** Merging and splitting things. */
  readonly relinking: RelinkPort;
  /** Planning what a run would do. */
  readonly planning: PlanPort;
  /** Verifying that the targets hold what the sources say. */
  readonly verifying: VerifyPort;
  /** The audit log. */
  readonly audit: AuditLogPort;
  /** Describes the hub. @throws Failure STORE_UNAVAILABLE */
  info(): Promise<ServerInfo>;
  /** The log level. */
  readonly logging: LoggingPort;
  /** The configuration at run time. */
  readonly configuration: ConfigurationPort;
}
