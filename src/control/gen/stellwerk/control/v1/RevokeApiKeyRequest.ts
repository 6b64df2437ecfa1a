// Original file: proto/stellwerk/control/v1/access.proto


/**
 * Orders the end of a key.
 */
export interface RevokeApiKeyRequest {
  /**
   * The key that ends.
   */
  'id'?: (string);
}

/**
 * Orders the end of a key.
 */
export interface RevokeApiKeyRequest__Output {
  /**
   * The key that ends.
   */
  'id': (string);
}
