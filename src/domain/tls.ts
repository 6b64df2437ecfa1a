/** The PEM texts that the server uses for TLS. */
export interface TlsMaterial {
  /** The certificate, followed by those of intermediate authorities. */
  readonly cert: Buffer;
  readonly key: Buffer;
  /** The authority whose client certificates are accepted; null when none are. */
  readonly clientCa: Buffer | null;
}

/** The server's certificates, which may change at run time. Implemented by `runtime`. */
export interface TlsPort {
  /** Whether connections without an accepted client certificate are refused. Needs `clientCa`. */
  readonly requireClientCert: boolean;
  current(): TlsMaterial;
  /** Calls the listener after each change; later handshakes use the new certificates. @returns a function that unsubscribes */
  subscribe(listener: () => void): () => void;
}
