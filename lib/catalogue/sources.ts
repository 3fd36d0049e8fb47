/** Where the programs of the essays are, from the project's folder. */
export const goProgram = (name: string) => `lib/peers/go/${name}/main.go`;
export const pythonProgram = (name: string) => `lib/peers/python/${name}.py`;
export const strategy = (name: string) => `lib/strategies/${name}.ts`;
