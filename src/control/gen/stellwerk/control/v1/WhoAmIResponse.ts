// Original file: proto/stellwerk/control/v1/access.proto

import type { Role as _stellwerk_control_v1_Role, Role__Output as _stellwerk_control_v1_Role__Output } from '../../../stellwerk/control/v1/Role.ts';
import type { Proof as _stellwerk_control_v1_Proof, Proof__Output as _stellwerk_control_v1_Proof__Output } from '../../../stellwerk/control/v1/Proof.ts';
import type { StreamLimit as _stellwerk_control_v1_StreamLimit, StreamLimit__Output as _stellwerk_control_v1_StreamLimit__Output } from '../../../stellwerk/control/v1/StreamLimit.ts';

/**
 * The caller as the hub sees it.
 */
export interface WhoAmIResponse {
  /**
   * The key's name, the token's subject, the certificate's common name; `local` on loopback.
   */
  'name'?: (string);
  /**
   * What it may do.
   */
  'role'?: (_stellwerk_control_v1_Role);
  /**
   * How it was proven.
   */
  'proof'?: (_stellwerk_control_v1_Proof);
  /**
   * Network address, without port.
   */
  'address'?: (string);
  /**
   * Where it may do so; absent: everywhere.
   */
  'limitedTo'?: (_stellwerk_control_v1_StreamLimit | null);
}

/**
 * The caller as the hub sees it.
 */
export interface WhoAmIResponse__Output {
  /**
   * The key's name, the token's subject, the certificate's common name; `local` on loopback.
   */
  'name': (string);
  /**
   * What it may do.
   */
  'role': (_stellwerk_control_v1_Role__Output);
  /**
   * How it was proven.
   */
  'proof': (_stellwerk_control_v1_Proof__Output);
  /**
   * Network address, without port.
   */
  'address': (string);
  /**
   * Where it may do so; absent: everywhere.
   */
  'limitedTo': (_stellwerk_control_v1_StreamLimit__Output | null);
}
