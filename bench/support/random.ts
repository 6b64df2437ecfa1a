const MODULUS = 2 ** 31 - 1;

/** Returns numbers in [0, 1), always the same for one seed (Park and Miller's generator). @param seed a whole number above 0 */
export function seeded(seed: number): () => number {
  let state = (seed % (MODULUS - 1)) + 1;
  return () => {
    state = (state * 48_271) % MODULUS;
    return (state - 1) / (MODULUS - 1);
  };
}
