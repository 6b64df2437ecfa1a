/**
 * What a caller may do. A viewer reads, an operator also controls what runs, an admin also changes the configuration, keys and
 * the like.
 */
export type Role = 'viewer' | 'operator' | 'admin';

/** Which parts of a record's content a caller may see. */
export interface View {
  /** Whether the caller sees the fields that the configuration marks as personal. */
  readonly personal: boolean;
}

/** Viewers do not see personal fields. */
export function viewOf(role: Role): View {
  return { personal: role !== 'viewer' };
}

/** The authenticated caller. */
export interface Caller {
  /** The API key's name, the token's subject or the certificate's common name; `local` for callers on an open loopback. */
  readonly name: string;
  readonly role: Role;
  /** How the caller was authenticated. */
  readonly by: 'loopback' | 'api-key' | 'oauth' | 'certificate';
  /** Network address without the port; behind a trusted proxy, the address that the proxy reports. */
  readonly address: string;
  /** The streams that it may see and control, with their lanes; null means all. */
  readonly streams: readonly string[] | null;
}
