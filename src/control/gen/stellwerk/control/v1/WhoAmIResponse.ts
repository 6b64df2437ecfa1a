// Original file: proto/stellwerk/control/v1/access.proto

import type { Role as _stellwerk_control_v1_Role, Role__Output as _stellwerk_control_v1_Role__Output } from '../../../stellwerk/control/v1/Role.ts';
import type { Proof as _stellwerk_control_v1_Proof, Proof__Output as _stellwerk_control_v1_Proof__Output } from '../../../stellwerk/control/v1/Proof.ts';
import type { StreamLimit as _stellwerk_control_v1_StreamLimit, StreamLimit__Output as _stellwerk_control_v1_StreamLimit__Output } from '../../../stellwerk/control/v1/StreamLimit.ts';

/**
 * The caller as the hub sees it.
 */
export interface WhoAmIResponse {
  /**
   * The key's name, the token's subject or the certificate's common name; `local` on loopback.
   */
  'name'?: (string);
  /**
   * The role that it grants.
   */
  'role'?: (_stellwerk_control_v1_Role);
  /**
   * How the caller proved its identity.
   */
  'proof'?: (_stellwerk_control_v1_Proof);
  /**
   * The caller's network address, without the port.
   */
  'address'?: (string);
  /**
   * The streams that the role is limited to. Unset: all streams.
   */
  'limitedTo'?: (_stellwerk_control_v1_StreamLimit | null);
}

/**
 * The caller as the hub sees it.
 */
export interface WhoAmIResponse__Output {
  /**
   * The key's name, the token's subject or the certificate's common name; `local` on loopback.
   */
  'name': (string);
  /**
   * The role that it grants.
   */
  'role': (_stellwerk_control_v1_Role__Output);
  /**
   * How the caller proved its identity.
   */
  'proof': (_stellwerk_control_v1_Proof__Output);
  /**
   * The caller's network address, without the port.
   */
  'address': (string);
  /**
   * The streams that the role is limited to. Unset: all streams.
   */
  'limitedTo': (_stellwerk_control_v1_StreamLimit__Output | null);
}
