// Original file: proto/stellwerk/control/v1/access.proto


/**
 * Request to revoke a key.
 */
export interface RevokeApiKeyRequest {
  /**
   * Id of the key.
   */
  'id'?: (string);
}

/**
 * Request to revoke a key.
 */
export interface RevokeApiKeyRequest__Output {
  /**
   * Id of the key.
   */
  'id': (string);
}
