// Original file: proto/stellwerk/control/v1/access.proto

/**
 * What a caller may do; each includes the one before.
 */
export const Role = {
  /**
   * Not said.
   */
  ROLE_UNSPECIFIED: 'ROLE_UNSPECIFIED',
  /**
   * Looks.
   */
  ROLE_VIEWER: 'ROLE_VIEWER',
  /**
   * Steers what runs.
   */
  ROLE_OPERATOR: 'ROLE_OPERATOR',
  /**
   * Changes the configuration, keys and the like.
   */
  ROLE_ADMIN: 'ROLE_ADMIN',
} as const;

/**
 * What a caller may do; each includes the one before.
 */
export type Role =
  /**
   * Not said.
   */
  | 'ROLE_UNSPECIFIED'
  | 0
  /**
   * Looks.
   */
  | 'ROLE_VIEWER'
  | 1
  /**
   * Steers what runs.
   */
  | 'ROLE_OPERATOR'
  | 2
  /**
   * Changes the configuration, keys and the like.
   */
  | 'ROLE_ADMIN'
  | 3

/**
 * What a caller may do; each includes the one before.
 */
export type Role__Output = typeof Role[keyof typeof Role]
