// Original file: proto/stellwerk/control/v1/access.proto

/**
 * How a caller proved its identity.
 */
export const Proof = {
  /**
   * Not specified.
   */
  PROOF_UNSPECIFIED: 'PROOF_UNSPECIFIED',
  /**
   * The hub listens on loopback only, or the caller presented the secret in the hub's own folder.
   */
  PROOF_LOOPBACK: 'PROOF_LOOPBACK',
  /**
   * An API key.
   */
  PROOF_API_KEY: 'PROOF_API_KEY',
  /**
   * A token from the OAuth 2.0 issuer.
   */
  PROOF_OAUTH: 'PROOF_OAUTH',
  /**
   * A client certificate.
   */
  PROOF_CERTIFICATE: 'PROOF_CERTIFICATE',
} as const;

/**
 * How a caller proved its identity.
 */
export type Proof =
  /**
   * Not specified.
   */
  | 'PROOF_UNSPECIFIED'
  | 0
  /**
   * The hub listens on loopback only, or the caller presented the secret in the hub's own folder.
   */
  | 'PROOF_LOOPBACK'
  | 1
  /**
   * An API key.
   */
  | 'PROOF_API_KEY'
  | 2
  /**
   * A token from the OAuth 2.0 issuer.
   */
  | 'PROOF_OAUTH'
  | 3
  /**
   * A client certificate.
   */
  | 'PROOF_CERTIFICATE'
  | 4

/**
 * How a caller proved its identity.
 */
export type Proof__Output = typeof Proof[keyof typeof Proof]
