/** Most urgent first. */
export const priorities = ['high', 'normal', 'low'] as const;

/**
 * Who goes first when several compete for the same resource: `high` for what must not wait (orders, stock), `normal` by default,
 * `low` for what may take all night. Records of an import count as `low` until they are settled.
 */
export type Priority = (typeof priorities)[number];

export function isMoreUrgent(one: Priority, than: Priority): boolean {
  return priorities.indexOf(one) < priorities.indexOf(than);
}
