/**
 * Seeded random numbers, one stream a purpose. Policies are compared on the same orders (common random numbers): the third
 * order's service time is the same whoever is served first, so differences come from the policy and not from luck.
 */

export type Stream = () => number;

/**
 * Numbers in (0, 1), the same for the same seed and name. The generator is sfc32 (PractRand's small fast counter, public
 * domain), seeded by mixing the name into the seed.
 */
export function stream(seed: number, name: string): Stream {
  let a = mix(seed, 0x9e3779b9);
  let b = mix(a ^ hash(name), 0x85ebca6b);
  let c = mix(b, 0xc2b2ae35);
  let counter = 1;
  const next = () => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return ((t >>> 0) + 0.5) / 4_294_967_296;
  };
  for (let n = 0; n < 12; n += 1) next();
  return next;
}

/** Exponential with mean 1. */
export function exponential(random: Stream): number {
  return -Math.log(random());
}

/** Lognormal with mean 1 and the given coefficient of variation (standard deviation ÷ mean). */
export function lognormal(random: Stream, cv: number): number {
  const variance = Math.log(1 + cv * cv);
  return Math.exp(Math.sqrt(variance) * normal(random) - variance / 2);
}

/** Standard normal, by Box and Muller; always takes two numbers, so that streams stay in step. */
function normal(random: Stream): number {
  const radius = Math.sqrt(-2 * Math.log(random()));
  return radius * Math.cos(2 * Math.PI * random());
}

function mix(value: number, salt: number): number {
  let x = (value ^ salt) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value;
}
