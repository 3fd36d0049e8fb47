import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";

/** A stream of random numbers that depends on nothing but its seed, on every machine and every version of Node. */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2 ** -53. */
  float(): number;
  /** Uniform among the integers from 0 to `bound` - 1. */
  below(bound: number): number;
  /** From the normal distribution with mean 0 and standard deviation 1. */
  normal(): number;
}

/**
 * The Mersenne Twister, seeded. Neighbouring seeds give unrelated streams from the first number on.
 *
 * @param seed an integer; its lower 32 bits count.
 */
export function seededRandom(seed: number): Random {
  const generator = mersenne(seed);
  const float = () => uniformFloat64(generator);
  return {
    float,
    below: (bound) => uniformInt(generator, 0, bound - 1),
    // Box and Muller; 1 - u keeps the logarithm away from 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - float())) * Math.cos(2 * Math.PI * float()),
  };
}

/** A shuffled copy: every order is equally likely (Fisher and Yates). */
export function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const chosen = random.below(last + 1);
    [shuffled[last], shuffled[chosen]] = [shuffled[chosen]!, shuffled[last]!];
  }
  return shuffled;
}
