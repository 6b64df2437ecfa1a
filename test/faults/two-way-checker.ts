import type { Violation } from './checker.ts';
import { cameBack, existsWrongly, isHeld, wasDeleted } from './two-way-existence.ts';
import type { Held, SideName, Sides, TwoWayHistory } from './two-way-history.ts';

/**
 * Returns every broken rule of a two-way flow: both sides end equal, with the values that the conflict rule demands; a deleted
 * thing stays deleted unless a write counts against the deletion; every write of the hub changes something; and the hub does not
 * write again what it knows to be there.
 */
export function twoWayViolations(history: TwoWayHistory): Violation[] {
  const { flow, writtenAgain } = history;
  const broken = [...byKey(history)].flatMap(([key, own]) => {
    const evidence = `shop ${told(own.shop)}; office ${told(own.office)}`;
    const rules = [
      ...(isDifferent(own) ? (['different'] as const) : []),
      ...(isDecidedWrongly(own, history) ? (['decided'] as const) : []),
      ...(cameBack(own.shop) || cameBack(own.office) ? (['revived'] as const) : []),
      ...(changesNothing(own.shop) || changesNothing(own.office) ? (['twice'] as const) : []),
    ];
    return rules.map((rule) => ({ lane: flow, rule, key, evidence }));
  });
  const again = writtenAgain.map((held) => {
    return { lane: flow, rule: 'sent-again', key: held.key, evidence: told([held]) } as const;
  });
  return [...broken, ...again];
}

/** Whether the sides still differ; waiting longer may help. */
export function areApart(history: TwoWayHistory): boolean {
  return [...byKey(history).values()].some(isDifferent);
}

function byKey({ sides }: TwoWayHistory): Map<string, Sides> {
  const shop = Map.groupBy(sides.shop, ({ key }) => key);
  const office = Map.groupBy(sides.office, ({ key }) => key);
  const keys = new Set([...shop.keys(), ...office.keys()]);
  return new Map(
    [...keys].map((key) => [key, { shop: shop.get(key) ?? [], office: office.get(key) ?? [] }]),
  );
}

function isDifferent({ shop, office }: Sides): boolean {
  if (!isHeld(shop) || !isHeld(office)) return isHeld(shop) !== isHeld(office);
  return JSON.stringify(shop.at(-1)?.fields) !== JSON.stringify(office.at(-1)?.fields);
}

/** A thing that was deleted and is there again has the fields of whoever restored it, so its fields are not checked. */
function isDecidedWrongly(sides: Sides, { owners, conflict }: TwoWayHistory): boolean {
  if (wasDeleted(sides)) return existsWrongly(sides);
  return Object.entries(owners).some(([field, owner]) => {
    const allowed = outcomes(sides, field, owner, conflict);
    return allowed.length > 0 && !allowed.includes(sides[owner].at(-1)?.fields[field] ?? null);
  });
}

/**
 * Returns the values that a field may end with. A person who edits a value from the other side has the last word; if neither
 * side's last edit had reached the other, it is a conflict.
 */
function outcomes(
  sides: Sides,
  field: string,
  owner: SideName,
  conflict: TwoWayHistory['conflict'],
): readonly (string | null)[] {
  const other = owner === 'shop' ? 'office' : 'shop';
  const [own, others] = [lastEdit(sides[owner], field), lastEdit(sides[other], field)];
  if (!own || !others) return [own ?? others].flatMap((edit) => (edit ? [edit.value] : []));
  if (others.seen.has(own.value)) return [others.value];
  if (own.seen.has(others.value)) return [own.value];
  return conflict === 'owner-wins' ? [own.value] : [own.value, others.value];
}

/** Returns the last value that a person gave a field, and the values that it held there before. */
function lastEdit(held: readonly Held[], field: string) {
  const valueAt = (index: number) => held[index]?.fields[field] ?? null;
  const at = held.findLastIndex(
    ({ byPerson }, index) => byPerson && valueAt(index) !== valueAt(index - 1),
  );
  if (at < 0) return null;
  return { value: valueAt(at), seen: new Set(held.slice(0, at).map((_, n) => valueAt(n))) };
}

function changesNothing(held: readonly Held[]): boolean {
  return held.some(({ byPerson, gone, fields }, index) => {
    const before = held[index - 1];
    const isSame =
      gone === before?.gone && JSON.stringify(fields) === JSON.stringify(before.fields);
    return !byPerson && isSame;
  });
}

function told(held: readonly Held[]): string {
  const one = ({ byPerson, gone, fields }: Held) =>
    `${byPerson ? 'person' : 'hub'} ${gone ? 'deleted ' : ''}${Object.values(fields).join(',')}`;
  return held.map(one).join(' | ');
}
