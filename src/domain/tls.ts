/** PEM texts that the server speaks TLS by. */
export interface TlsMaterial {
  /** The certificate, those of intermediate authorities after it. */
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Whose client certificates are accepted; null for nobody's. */
  readonly clientCa: Buffer | null;
}

/** The server's certificates, which may change while it runs. `runtime` fills it. */
export interface TlsPort {
  /** Whether connections without an accepted client certificate are refused. Needs `clientCa`. */
  readonly requireClientCert: boolean;
  current(): TlsMaterial;
  /** Calls back after each change; handshakes from then on use the new ones. @returns what ends that */
  subscribe(listener: () => void): () => void;
}
