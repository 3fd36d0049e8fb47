import { formatFigure, type Unit } from "../units.js";

/**
 * A sentence whose numbers know where they come from: text, and figures that carry the path of their value, so that
 * a test can look each one up again (see `resolveFigure`).
 */
export type Prose = readonly (string | Figure)[];

export interface Figure {
  readonly path: string;
  readonly value: number;
  readonly unit: Unit;
}

/** The figures of a sentence stay apart from its words until they are rendered. */
export function prose(strings: TemplateStringsArray, ...parts: readonly (string | Figure | Prose)[]): Prose {
  return strings.flatMap((text, index) => {
    const part = parts[index];
    const after = part === undefined ? [] : Array.isArray(part) ? (part as Prose) : [part as string | Figure];
    return text === "" ? after : [text, ...after];
  });
}

/** "a, b and c", of sentences. */
export function listed(parts: readonly Prose[], conjunction: "and" | "or" = "and"): Prose {
  return parts.flatMap((part, index) => {
    if (index === 0) return part;
    return [index === parts.length - 1 ? ` ${conjunction} ` : ", ", ...part];
  });
}

export function joined(parts: readonly Prose[], separator: string): Prose {
  return parts.flatMap((part, index) => (index === 0 ? part : [separator, ...part]));
}

export function figureText(figure: Figure): string {
  return formatFigure(figure.value, figure.unit);
}

export function proseText(sentence: Prose): string {
  return sentence.map((part) => (typeof part === "string" ? part : figureText(part))).join("");
}
