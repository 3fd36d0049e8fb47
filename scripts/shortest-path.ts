import path from "node:path";

/** A file as a person would type it from the folder that the command runs in. */
export function shortestPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}
