// Original file: proto/stellwerk/control/v1/access.proto

/**
 * What a caller may do. Each role includes the permissions of the roles before it.
 */
export const Role = {
  /**
   * Not specified.
   */
  ROLE_UNSPECIFIED: 'ROLE_UNSPECIFIED',
  /**
   * Read-only access.
   */
  ROLE_VIEWER: 'ROLE_VIEWER',
  /**
   * May also control what runs.
   */
  ROLE_OPERATOR: 'ROLE_OPERATOR',
  /**
   * May also change the configuration, API keys and the like.
   */
  ROLE_ADMIN: 'ROLE_ADMIN',
} as const;

/**
 * What a caller may do. Each role includes the permissions of the roles before it.
 */
export type Role =
  /**
   * Not specified.
   */
  | 'ROLE_UNSPECIFIED'
  | 0
  /**
   * Read-only access.
   */
  | 'ROLE_VIEWER'
  | 1
  /**
   * May also control what runs.
   */
  | 'ROLE_OPERATOR'
  | 2
  /**
   * May also change the configuration, API keys and the like.
   */
  | 'ROLE_ADMIN'
  | 3

/**
 * What a caller may do. Each role includes the permissions of the roles before it.
 */
export type Role__Output = typeof Role[keyof typeof Role]
