/** How large the groups may be that go into one address each. */
export interface GroupLimits {
  readonly items: number;
  /** Of the group's part of the address, as it is encoded. */
  readonly chars: number;
  /** What stands around and between the texts there. */
  readonly between: string;
}

/** Cuts a list of texts into groups that fit into an address, in order. */
export function inGroups(
  texts: readonly string[],
  { items, chars, between }: GroupLimits,
): readonly string[][] {
  const groups: string[][] = [];
  let used = Infinity;
  for (const text of texts) {
    const length = encodeURIComponent(text).length + between.length;
    const last = groups.at(-1);
    if (last && last.length < items && used + length <= chars) {
      last.push(text);
      used += length;
    } else {
      groups.push([text]);
      used = length;
    }
  }
  return groups;
}
