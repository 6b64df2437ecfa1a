const MODULUS = 2 ** 31 - 1;

/** Numbers in [0, 1), for one seed always the same (Park and Miller's generator). @param seed a whole number above 0 */
export function seeded(seed: number): () => number {
  let state = (seed % (MODULUS - 1)) + 1;
  return () => {
    state = (state * 48_271) % MODULUS;
    return (state - 1) / (MODULUS - 1);
  };
}
