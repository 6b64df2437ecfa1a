import type { AlertKind, Priority, Role } from '../../domain/index.ts';
import type { SignatureForm } from '../../web/index.ts';

/**
 * The configuration as it is in the file, without values that `rootSchema` refused. Required values may be missing; a
 * mistake is then reported.
 */
export interface RawConfig {
  readonly hub?: {
    readonly namespace?: string;
    readonly grpc?: { readonly address?: string };
    readonly http?: { readonly address?: string; readonly publicUrl?: string };
    readonly audit?: { readonly keep?: string };
    readonly tls?: RawTls;
    readonly access?: RawAccess;
    readonly telemetry?: RawTelemetry;
    readonly notifications?: readonly (RawNotification | undefined)[];
  };
  readonly connectors?: Readonly<Record<string, RawConnector | undefined>>;
  readonly streams?: Readonly<Record<string, Partial<RawStream> | undefined>>;
}

export interface RawTls {
  readonly cert?: string;
  readonly key?: string;
  readonly clientCa?: string;
  readonly requireClientCert?: boolean;
}

export interface RawAccess {
  readonly apiKeys?: boolean;
  readonly oauth?: {
    readonly issuer?: string;
    readonly audience?: string;
    readonly jwksUrl?: string;
    readonly rolesClaim?: string;
    readonly signIn?: RawSignIn;
  };
  readonly certificates?: readonly {
    readonly commonName: string;
    readonly role: Role;
    readonly streams?: readonly string[];
  }[];
  readonly allow?: readonly string[];
  readonly trustedProxies?: readonly string[];
  readonly limits?: { readonly perIdentity?: number; readonly perAddress?: number };
}

export interface RawSignIn {
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly scopes?: readonly string[];
  readonly resource?: string;
  readonly label?: string;
}

export interface RawTelemetry {
  readonly otlp?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly sample?: number;
}

export interface RawNotification {
  readonly kind?: 'webhook' | 'mail';
  readonly name?: string;
  readonly on?: readonly AlertKind[];
  readonly after?: string;
  readonly repeat?: string;
  readonly url?: string;
  readonly secret?: string;
  readonly smtp?: string;
  readonly from?: string;
  readonly to?: readonly string[];
}

export interface RawConnector extends Readonly<Record<string, unknown>> {
  readonly kind?: string;
  readonly circuit?: RawCircuit;
  readonly webhooks?: RawWebhooks;
}

export interface RawWebhooks {
  readonly signature?: RawSignature;
  readonly allow?: readonly string[];
  readonly maxBytes?: string;
  readonly perMinute?: number;
}

export interface RawSignature {
  readonly form?: SignatureForm;
  readonly secret?: string | readonly string[];
  readonly header?: string;
  readonly encoding?: 'hex' | 'base64';
  readonly algorithm?: 'sha1' | 'sha256' | 'sha512';
  readonly prefix?: string;
  readonly signed?: 'body' | 'timestamp.body';
  readonly id?: RawPlace;
  readonly timestamp?: RawPlace;
  readonly topic?: RawPlace;
  readonly tolerance?: string;
}

export interface RawPlace {
  readonly header?: string;
  readonly field?: string;
}

export interface RawFeed {
  readonly name?: string;
  readonly topics?: readonly string[];
  readonly deletes?: readonly string[];
  readonly record?: string;
  readonly hint?: string;
}

export interface RawCircuit {
  readonly failures?: number;
  readonly failureRate?: number;
  readonly minimumCalls?: number;
  readonly window?: string;
  readonly probe?: RawBackoff;
}

/** Increasing waits. */
export interface RawBackoff {
  readonly initial?: string;
  readonly factor?: number;
  readonly max?: string;
  readonly jitter?: number;
}

export interface RawStream {
  readonly from: RawSource;
  /** Undefined for a broken entry that was removed. */
  readonly to: readonly (RawTarget | undefined)[];
  readonly every?: string;
  readonly cron?: string;
  readonly timeZone?: string;
  readonly between?: string;
  readonly days?: string;
  readonly jitter?: string;
  readonly overlap?: 'queue' | 'skip';
  readonly catchUp?: 'once' | 'none';
  readonly conflate?: boolean;
  readonly semantics?: 'state' | 'event';
  readonly priority?: Priority;
  readonly pageSize?: number;
  readonly personal?: readonly string[];
  readonly limits?: {
    readonly age?: string;
    readonly bytes?: string;
    readonly records?: number;
    readonly perKey?: number;
  };
  readonly validate?: string | Readonly<Record<string, unknown>>;
}

export interface RawSource extends Readonly<Record<string, unknown>> {
  readonly connector: string;
  readonly entity: string;
  readonly key: string;
  readonly version?: string;
  readonly created?: string;
  readonly deleted?: string;
  readonly overlap?: string;
  readonly identity?: string;
  readonly webhook?: RawFeed | boolean;
}

export interface RawTwoWay {
  readonly flow: string;
  readonly conflict?: 'last-writer' | 'owner-wins';
  readonly owns?: readonly string[];
  readonly fields?: Readonly<Record<string, string>>;
}

export interface RawTarget extends Readonly<Record<string, unknown>> {
  readonly connector: string;
  readonly entity: string;
  readonly name?: string;
  readonly map?: string | Readonly<Record<string, unknown>>;
  readonly match?: string | { readonly field: string; readonly from: string };
  readonly from?: 'start' | 'now';
  readonly twoWay?: RawTwoWay;
  readonly priority?: Priority;
  readonly workers?: boolean;
  readonly lateAfter?: string;
  readonly retry?: RawBackoff & { readonly attempts?: number };
  readonly validate?: string | Readonly<Record<string, unknown>>;
}
