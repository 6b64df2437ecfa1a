import type { ChannelCredentials, ClientOptions } from '@grpc/grpc-js';
import { credentials, InterceptingCall } from '@grpc/grpc-js';

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

export function channelCredentials({ tls }: ClientAccess): ChannelCredentials {
  if (tls === null) return credentials.createInsecure();
  const { ca, identity } = tls;
  return credentials.createSsl(ca, identity?.key, identity?.cert);
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
