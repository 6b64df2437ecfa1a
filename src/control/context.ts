import type { Failure } from '../domain/index.ts';
import type { HubPort } from './hub-port.ts';

/** What all services share. */
export interface ServiceContext {
  readonly hub: HubPort;
  /** Ends each watcher; called when the server stops. */
  readonly watchers: Set<() => void>;
  /** Told of each defect (INTERNAL) that a caller met, for the log. */
  readonly onDefect: (failure: Failure, method: string) => void;
}
