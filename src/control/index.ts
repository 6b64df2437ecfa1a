/** The control API: a gRPC server over a `HubPort`, and a client that uses the types of the domain. */
export type { AuditLogPort } from './audit-log-port.ts';
export type { AuditPort } from './audit-port.ts';
export type { AuditClient, ExportedStretch } from './client-audit.ts';
export type { ApiKeysPort, ApiKeyWish, ShownApiKey } from './api-keys-port.ts';
export { connectControl } from './client.ts';
export type { ControlClient, OrderedStatus } from './client.ts';
export type { ImportClient, ImportOrderRequest } from './client-imports.ts';
export type { ClientAccess } from './client-access.ts';
export type { ConfigRequest, ConfigurationClient } from './client-configuration.ts';
export type { AccessClient } from './client-keys.ts';
export type {
  FoundLetters,
  LetterReplay,
  LetterSelection,
  RecoveryClient,
} from './client-recovery.ts';
export type { ErasureClient } from './client-erasure.ts';
export type { HistoryClient } from './client-history.ts';
export type { HubStatus } from './client-status.ts';
export type { LoggingPort } from './logging-port.ts';
export type { ConfigOrder, ConfigurationPort } from './configuration-port.ts';
export { CallDenied, HubUnreachable } from './failure-status.ts';
export type { ErasurePort } from './erasure-port.ts';
export type { RelinkPort } from './relink-port.ts';
export type { HistoryPort, RunPage } from './history-port.ts';
export { limitedTo } from './gate/limited-hub.ts';
export type { HubPort } from './hub-port.ts';
export type { ImportPort, ImportRequest } from './import-port.ts';
export type { PlanPort } from './plan-port.ts';
export type { VerifyPort } from './verify-port.ts';
export type {
  DeadLetterPage,
  DeadLetterReplay,
  LaneReplay,
  RecoveryPort,
  ReplayFrom,
} from './recovery-port.ts';
export type { ListedAuditEntry, ServedInfo } from './messages/index.ts';
export type { CallOnBehalf } from './own-calls.ts';
export { serveControl } from './server.ts';
export type { ControlOptions, ControlServer } from './server.ts';
export { packageVersion } from './version.ts';
