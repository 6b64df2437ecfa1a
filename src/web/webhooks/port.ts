import type { RecordFields } from '../../connector-api/index.ts';
import type { Failure } from '../../domain/index.ts';
import type { ArrivalOutcome, Arrival, Hint, Semantics } from '../../pipeline/index.ts';
import type { RejectedRow } from '../../domain/index.ts';
import type { WebhookFeed, WebhookSettings } from './settings.ts';

/** Stores what arrives unasked. Throws INTAKE_BUSY, STREAM_FULL, BUS_UNAVAILABLE, STORE_UNAVAILABLE. */
export interface ArrivalsPort {
  store(arrivals: readonly Arrival[]): Promise<readonly ArrivalOutcome[]>;
  hint(hints: readonly Hint[]): Promise<readonly ArrivalOutcome[]>;
  reject(rows: readonly RejectedRow[]): Promise<void>;
}

/** A stream that is fed by webhooks. */
export interface FedStream {
  readonly name: string;
  readonly semantics: Semantics;
  readonly feed: WebhookFeed;
  readonly fields: RecordFields;
  readonly arrivals: ArrivalsPort;
}

/** The receiver of deliveries to one address. */
export interface WebhookEndpoint {
  readonly connector: string;
  readonly settings: WebhookSettings;
  readonly streams: readonly FedStream[];
  /** Returns why the caller's address may not send, or not now; null admits it. */
  admit(address: string): Promise<Failure | null>;
  /** Called for every delivery that was refused. */
  refused(): void;
}

export interface WebhookPort {
  /** @param name the last part of the address; null for the connector's own. @returns null when there is no receiver */
  find(connector: string, name: string | null): WebhookEndpoint | null;
}
