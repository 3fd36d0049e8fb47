/** Where the TypeScript programs of this essay are, from the project's folder. */
export const here = (file: string) => `lib/experiments/two-philosophies/${file}.ts`;
