import type { ChannelCredentials, ClientOptions } from '@grpc/grpc-js';
import { credentials, InterceptingCall } from '@grpc/grpc-js';
import { Failure } from '../domain/index.ts';

/** How a caller shows who he is, and how he knows the hub. PEM texts. */
export interface ClientAccess {
  /** Null: without TLS, which hubs allow on loopback only. */
  readonly tls: {
    /** Whose certificates are trusted; null: those that Node trusts. */
    readonly ca: Buffer | null;
    /** The caller's own certificate and its private key, for mutual TLS. */
    readonly identity: { readonly cert: Buffer; readonly key: Buffer } | null;
  } | null;
  /** An API key or an OAuth 2.0 access token, sent as `authorization: Bearer ...`. */
  readonly bearer: string | null;
}

export const noAccess: ClientAccess = { tls: null, bearer: null };

/** @throws Failure INVALID_REQUEST for what is no certificate, or not the key's */
export function channelCredentials({ tls }: ClientAccess): ChannelCredentials {
  if (tls === null) return credentials.createInsecure();
  const { ca, identity } = tls;
  try {
    return credentials.createSsl(ca, identity?.key, identity?.cert);
  } catch (error) {
    // As OpenSSL has it: error:05800074:x509 certificate routines::key values mismatch
    const reason = error instanceof Error ? error.message.replace(/^error:.*::/, '') : '';
    throw new Failure('INVALID_REQUEST', {
      message: `The certificates for this call cannot be used (${reason}): give PEM files, and a certificate with its own key.`,
      cause: error,
    });
  }
}

/** An interceptor and not call credentials: grpc-js sends those over TLS alone, while on loopback a hub may ask for keys, too. */
export function bearerOptions({ bearer }: ClientAccess): ClientOptions {
  if (bearer === null) return {};
  return {
    interceptors: [
      (options, next) =>
        new InterceptingCall(next(options), {
          start(metadata, listener, start) {
            metadata.set('authorization', `Bearer ${bearer}`);
            start(metadata, listener);
          },
        }),
    ],
  };
}
