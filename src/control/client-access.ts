import type { ChannelCredentials, ClientOptions } from '@grpc/grpc-js';
import { credentials, InterceptingCall } from '@grpc/grpc-js';
import { Failure } from '../domain/index.ts';

/** How a caller authenticates itself, and the hub. Certificates and keys are PEM texts. */
export interface ClientAccess {
  /** Null for no TLS, which hubs allow on loopback only. */
  readonly tls: {
    /** Authority whose certificates are trusted; null for those that Node trusts. */
    readonly ca: Buffer | null;
    /** The caller's own certificate and its private key, for mutual TLS. */
    readonly identity: { readonly cert: Buffer; readonly key: Buffer } | null;
  } | null;
  /** An API key or an OAuth 2.0 access token, sent as `authorization: Bearer ...`. */
  readonly bearer: string | null;
}

export const noAccess: ClientAccess = { tls: null, bearer: null };

/** @throws Failure INVALID_REQUEST if the certificate is invalid or does not match the key */
export function channelCredentials({ tls }: ClientAccess): ChannelCredentials {
  if (tls === null) return credentials.createInsecure();
  const { ca, identity } = tls;
  try {
    return credentials.createSsl(ca, identity?.key, identity?.cert);
  } catch (error) {
    // OpenSSL's form: error:05800074:x509 certificate routines::key values mismatch
    const reason = error instanceof Error ? error.message.replace(/^error:.*::/, '') : '';
    throw new Failure('INVALID_REQUEST', {
      message: `The certificates for this call cannot be used (${reason}): provide PEM files, and the certificate's own key.`,
      cause: error,
    });
  }
}

/**
 * An interceptor instead of call credentials: grpc-js sends those only over TLS, but a hub may require keys on
 * loopback, too.
 */
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
