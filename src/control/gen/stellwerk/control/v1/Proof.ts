// Original file: proto/stellwerk/control/v1/access.proto

/**
 * How a caller proved who it is.
 */
export const Proof = {
  /**
   * Not said.
   */
  PROOF_UNSPECIFIED: 'PROOF_UNSPECIFIED',
  /**
   * It reached a hub that listens on loopback only, or showed the secret of the hub's own folder.
   */
  PROOF_LOOPBACK: 'PROOF_LOOPBACK',
  /**
   * An API key.
   */
  PROOF_API_KEY: 'PROOF_API_KEY',
  /**
   * A token of the OAuth 2.0 issuer.
   */
  PROOF_OAUTH: 'PROOF_OAUTH',
  /**
   * A client certificate.
   */
  PROOF_CERTIFICATE: 'PROOF_CERTIFICATE',
} as const;

/**
 * How a caller proved who it is.
 */
export type Proof =
  /**
   * Not said.
   */
  | 'PROOF_UNSPECIFIED'
  | 0
  /**
   * It reached a hub that listens on loopback only, or showed the secret of the hub's own folder.
   */
  | 'PROOF_LOOPBACK'
  | 1
  /**
   * An API key.
   */
  | 'PROOF_API_KEY'
  | 2
  /**
   * A token of the OAuth 2.0 issuer.
   */
  | 'PROOF_OAUTH'
  | 3
  /**
   * A client certificate.
   */
  | 'PROOF_CERTIFICATE'
  | 4

/**
 * How a caller proved who it is.
 */
export type Proof__Output = typeof Proof[keyof typeof Proof]
