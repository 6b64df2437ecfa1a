import { experimental, ServerCredentials } from '@grpc/grpc-js';
import type { TlsPort } from '../domain/index.ts';

/** TLS 1.2 or newer, which is Node's own lower bound; plain text when there is no TLS. */
export function serverCredentials(tls: TlsPort | undefined): ServerCredentials {
  if (!tls) return ServerCredentials.createInsecure();
  const provider = new Provider(tls);
  const clients = tls.current().clientCa === null ? null : provider;
  // Its first parameter is the server's own certificate, whatever the declaration calls it.
  return experimental.createCertificateProviderServerCredentials(
    provider,
    clients,
    tls.requireClientCert,
  );
}

type Identity = experimental.IdentityCertificateUpdateListener;
type Authority = experimental.CaCertificateUpdateListener;

/** The port in the library's words. */
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
    // The library is not ready to be told within the call.
    process.nextTick(tell);
  }

  #remove(listener: Identity | Authority): void {
    this.#ends.get(listener)?.();
    this.#ends.delete(listener);
  }
}
