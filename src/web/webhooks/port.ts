import type { Failure } from '../../domain/index.ts';
import type { ArrivalOutcome, Arrival, Hint } from '../../pipeline/index.ts';
import type { RejectedRow } from '../../domain/index.ts';
import type { RecordFields, WebhookFeed, WebhookSettings } from './settings.ts';

/** Where what came by itself is stored. Throws INTAKE_BUSY, STREAM_FULL, BUS_UNAVAILABLE, STORE_UNAVAILABLE. */
export interface ArrivalsPort {
  store(arrivals: readonly Arrival[]): Promise<readonly ArrivalOutcome[]>;
  hint(hints: readonly Hint[]): Promise<readonly ArrivalOutcome[]>;
  reject(rows: readonly RejectedRow[]): Promise<void>;
}

/** A stream that is fed by webhooks. */
export interface FedStream {
  readonly name: string;
  readonly feed: WebhookFeed;
  readonly fields: RecordFields;
  readonly arrivals: ArrivalsPort;
}

/** Who receives what is sent to one address. */
export interface WebhookEndpoint {
  readonly connector: string;
  readonly settings: WebhookSettings;
  readonly streams: readonly FedStream[];
  /** Why the address may not send, or not now; null lets it. */
  admit(address: string): Promise<Failure | null>;
  /** Told of every delivery that was turned away. */
  refused(): void;
}

export interface WebhookPort {
  /** @param name the last part of the address; null for the connector's own. @returns null when nobody receives there */
  find(connector: string, name: string | null): WebhookEndpoint | null;
}
