import { experimental, ServerCredentials } from '@grpc/grpc-js';
import type { TlsPort } from '../domain/index.ts';

/** Returns credentials for TLS 1.2 or newer, Node's own lower bound, or for plain text without TLS settings. */
export function serverCredentials(tls: TlsPort | undefined): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure();
  const provider = new Provider(tls);
  const clients = tls.current().clientCa === null ? null : provider;
  // The first parameter is the server's own certificate, despite its name in the declaration.
  return experimental.createCertificateProviderServerCredentials(
    provider,
    clients,
    tls.requireClientCert,
  );
}

type Identity = experimental.IdentityCertificateUpdateListener;
type Authority = experimental.CaCertificateUpdateListener;

/** Adapts the port to the library's interface. */
class Provider implements experimental.CertificateProvider {
  readonly #tls: TlsPort;
  readonly #ends = new Map<Identity | Authority, () => void>();

  constructor(tls: TlsPort) {
    this.#tls = tls;
  }

  addIdentityCertificateListener(listener: Identity): void {
    this.#add(listener, () => {
      const { cert, key } = this.#tls.current();
      listener({ certificate: cert, privateKey: key });
    });
  }

  addCaCertificateListener(listener: Authority): void {
    this.#add(listener, () => {
      const { clientCa } = this.#tls.current();
      listener(clientCa && { caCertificate: clientCa });
    });
  }

  removeIdentityCertificateListener(listener: Identity): void {
    this.#remove(listener);
  }

  removeCaCertificateListener(listener: Authority): void {
    this.#remove(listener);
  }

  #add(listener: Identity | Authority, tell: () => void): void {
    this.#ends.set(listener, this.#tls.subscribe(tell));
    // The library is not ready for the callback within this call.
    process.nextTick(tell);
  }

  #remove(listener: Identity | Authority): void {
    this.#ends.get(listener)?.();
    this.#ends.delete(listener);
  }
}
