/** Reading costs more than bytes that nobody wants. */
const MAX_GAP_BYTES = 20_000;
const MAX_READ_BYTES = 1_000_000;

/** Where an entry of a journal is, without the end of its line. */
export interface Place {
  readonly position: number;
  readonly length: number;
}

/** Returns where the line of an entry ends. */
export function endOf(place: Place): number {
  return place.position + place.length + 1;
}

/** Groups places in the order of the file by what is read at once. */
export function* together(places: readonly Place[]): Generator<readonly Place[]> {
  let group: Place[] = [];
  for (const place of places) {
    const [first, last] = [group[0], group.at(-1)];
    const isFar = last && place.position - endOf(last) > MAX_GAP_BYTES;
    if (first && (isFar || endOf(place) - first.position > MAX_READ_BYTES)) {
      yield group;
      group = [];
    }
    group.push(place);
  }
  if (group.length > 0) yield group;
}
