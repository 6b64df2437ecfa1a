import type { Failure } from '../domain/index.ts';
import type { ApiKeysPort } from './api-keys-port.ts';
import type { Admissions } from './gate/admissions.ts';
import type { HubPort } from './hub-port.ts';

/** What all services share. */
export interface ServiceContext {
  readonly hub: HubPort;
  /** Null where no keys are kept. */
  readonly apiKeys: ApiKeysPort | null;
  /** Who makes a call. */
  readonly admissions: Admissions;
  /** Ends each watcher; called when the server stops. */
  readonly watchers: Set<() => void>;
  /** Told of each defect (INTERNAL) that a caller met, for the log. */
  readonly onDefect: (failure: Failure, method: string) => void;
}
