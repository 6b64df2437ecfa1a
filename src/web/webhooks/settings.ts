import type { SourceSettings } from '../../connector-api/index.ts';

/** Where a delivery says something of itself: in a header, or in a field of its body, dotted. */
export type Place = { readonly header: string } | { readonly field: string };

export type SignatureForm = 'standard' | 'shopify' | 'shopware' | 'hmac' | 'token';

/** How a sender proves who it is. */
export interface SignatureSettings {
  /** `standard` by its library; `token`: the header holds the secret itself; the others are HMACs of the body. */
  readonly form: SignatureForm;
  /** Any of them will do, so that they can be changed without a gap. At least one. */
  readonly secrets: readonly string[];
  /** Header that carries the signature, lower case. */
  readonly header: string;
  readonly encoding: 'hex' | 'base64';
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
  /** What stands before the signature, as `sha256=`; empty for nothing. */
  readonly prefix: string;
  /** `timestamp.body`: the text of the timestamp and a dot come first. */
  readonly signed: 'body' | 'timestamp.body';
  /** Where the delivery's id is, by which it is stored once; null: every delivery is stored. */
  readonly id: Place | null;
  /** Where the moment is at which it was sent: ISO 8601, or seconds or milliseconds since the epoch. */
  readonly timestamp: Place | null;
  /** Where it is said what has happened. */
  readonly topic: Place | null;
  /** Deliveries that are older, or newer, are refused; null takes any age. */
  readonly toleranceMs: number | null;
}

/** `webhooks` of a connector. */
export interface WebhookSettings {
  readonly signature: SignatureSettings;
  /** Networks that may call; empty for all. */
  readonly allow: readonly string[];
  /** Of one delivery. */
  readonly maxBytes: number;
  /** Deliveries a minute from one address; null for no limit of its own. */
  readonly perMinute: number | null;
}

/** `from.webhook` of a stream: which deliveries concern it and what they hold. */
export interface WebhookFeed {
  /** The last part of its own address, `/webhooks/<connector>/<name>`; null where it is fed by the connector's. */
  readonly name: string | null;
  /** Topics that concern it; null for all. */
  readonly topics: ReadonlySet<string> | null;
  /** Topics that say that a thing is gone. */
  readonly deletes: ReadonlySet<string>;
  /** Where the record is, or a list of records; null: the body. */
  readonly record: string | null;
  /** Where, in the record, the key is of a thing that has to be fetched; null: the record is whole. */
  readonly hint: string | null;
}

/** How a record is made of a document, as in the stream's `from`. */
export type RecordFields = Pick<SourceSettings, 'key' | 'version' | 'deleted'>;
