/** What a caller may do: look; steer what runs; change the configuration, keys and the like. Each includes the one before. */
export type Role = 'viewer' | 'operator' | 'admin';

/** What a caller may see of contents. */
export interface View {
  /** Fields that the configuration calls personal. */
  readonly personal: boolean;
}

/** Who may only look sees no personal fields. */
export function viewOf(role: Role): View {
  return { personal: role !== 'viewer' };
}

/** Who makes a call, as far as that is proven. */
export interface Caller {
  /** The API key's name, the token's subject, the certificate's common name; `local` for whoever reached an open loopback. */
  readonly name: string;
  readonly role: Role;
  /** How it was proven. */
  readonly by: 'loopback' | 'api-key' | 'oauth' | 'certificate';
  /** Network address, a trusted proxy's word for it included; without port. */
  readonly address: string;
  /** The streams that it may see and steer, with their lanes; null for all. */
  readonly streams: readonly string[] | null;
}
