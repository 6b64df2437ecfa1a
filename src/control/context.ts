import type { Failure } from '../domain/index.ts';
import type { ApiKeysPort } from './api-keys-port.ts';
import type { Admissions } from './gate/admissions.ts';
import type { HubPort } from './hub-port.ts';

/** The context that all services share. */
export interface ServiceContext {
  readonly hub: HubPort;
  /** Null if the hub stores no keys. */
  readonly apiKeys: ApiKeysPort | null;
  /** Maps calls to their callers. */
  readonly admissions: Admissions;
  /** Functions that end each watcher, called when the server stops. */
  readonly watchers: Set<() => void>;
  /** Called with each defect (INTERNAL) that a caller met, for the log. */
  readonly onDefect: (failure: Failure, method: string) => void;
}
