/** Where a delivery states something about itself: a header, or a dotted field of its body. */
export type Place = { readonly header: string } | { readonly field: string };

export type SignatureForm = 'standard' | 'shopify' | 'shopware' | 'hmac' | 'token';

/** How a sender authenticates itself. */
export interface SignatureSettings {
  /** `standard` is verified by its library; with `token` the header holds the secret itself; the others are HMACs of the body. */
  readonly form: SignatureForm;
  /** Any of them is accepted, so that they can be rotated without a gap. At least one. */
  readonly secrets: readonly string[];
  /** Header with the signature, in lower case. */
  readonly header: string;
  readonly encoding: 'hex' | 'base64';
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
  /** The text before the signature, for example `sha256=`; may be empty. */
  readonly prefix: string;
  /** `timestamp.body`: the text of the timestamp and a dot precede the body. */
  readonly signed: 'body' | 'timestamp.body';
  /** Where the delivery's id is, by which it is stored only once; null: every delivery is stored. */
  readonly id: Place | null;
  /** Where the time of sending is: ISO 8601, or seconds or milliseconds since the epoch. */
  readonly timestamp: Place | null;
  /** Where the topic is, which says what happened. */
  readonly topic: Place | null;
  /** Deliveries that are older, or further in the future, are refused; null accepts any age. */
  readonly toleranceMs: number | null;
}

/** `webhooks` of a connector. */
export interface WebhookSettings {
  readonly signature: SignatureSettings;
  /** Networks that may call; empty for all. */
  readonly allow: readonly string[];
  /** Limit of one delivery. */
  readonly maxBytes: number;
  /** Deliveries per minute from one address; null for no separate limit. */
  readonly perMinute: number | null;
}

/** `from.webhook` of a stream: which deliveries concern it and what they contain. */
export interface WebhookFeed {
  /** The last part of its own address, `/webhooks/<connector>/<name>`; null when it is fed through the connector's address. */
  readonly name: string | null;
  /** Topics that concern it; null for all. */
  readonly topics: ReadonlySet<string> | null;
  /** Topics that report a deletion. */
  readonly deletes: ReadonlySet<string>;
  /** Where the record or list of records is; null: the body. */
  readonly record: string | null;
  /** Where in the record the key of a thing to fetch is; null: the record is complete. */
  readonly hint: string | null;
}
