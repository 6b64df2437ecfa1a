/** Most urgent first. */
export const priorities = ['high', 'normal', 'low'] as const;

/**
 * Who goes first where several want the same: `high` for what must not wait (orders, stock), `normal` by default, `low` for what
 * may take the night. Whatever an import brings counts as `low` until it is settled.
 */
export type Priority = (typeof priorities)[number];

export function isMoreUrgent(one: Priority, than: Priority): boolean {
  return priorities.indexOf(one) < priorities.indexOf(than);
}
