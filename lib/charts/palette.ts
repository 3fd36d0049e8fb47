import type { Language } from "../catalogue/entry.js";

/** Every colour that a chart or the page uses, by its role. */
export interface Palette {
  readonly ink: string;
  /** Text of less weight; still 4.5 : 1 on `paper`. */
  readonly muted: string;
  readonly line: string;
  readonly paper: string;
  /** A surface beside the paper: table heads, notes. */
  readonly shade: string;
  readonly accent: string;
  readonly languages: Readonly<Record<Language, string>>;
}

/**
 * Okabe and Ito's colours, which stay apart for every common kind of colour blindness, darkened to 3 : 1 on paper.
 * A language has the same one in every chart, and its own symbol besides.
 */
export const lightPalette: Palette = {
  ink: "#1f2328",
  muted: "#5c6370",
  line: "#dcdad5",
  paper: "#fdfcfa",
  shade: "#f4f2ed",
  accent: "#1b5e94",
  languages: { typescript: "#0072b2", go: "#00805e", python: "#c65102", pypy: "#a84b86" },
};

export const darkPalette: Palette = {
  ink: "#e8e6e1",
  muted: "#a3a8b1",
  line: "#3a3d42",
  paper: "#17191c",
  shade: "#202327",
  accent: "#7cbcec",
  languages: { typescript: "#56b4e9", go: "#2bc49a", python: "#f39a4d", pypy: "#e59ac7" },
};

/** Colours by name, for a page that sets them in its style and so can change them. */
export const pagePalette: Palette = {
  ink: "var(--ink)",
  muted: "var(--muted)",
  line: "var(--line)",
  paper: "var(--paper)",
  shade: "var(--shade)",
  accent: "var(--accent)",
  languages: {
    typescript: "var(--typescript)",
    go: "var(--go)",
    python: "var(--python)",
    pypy: "var(--pypy)",
  },
};

/** The declarations behind {@link pagePalette}. */
export function paletteDeclarations(palette: Palette): string {
  const { languages, ...roles } = palette;
  return Object.entries({ ...roles, ...languages })
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(";");
}

/** A drawing in the colours of {@link pagePalette}, in those of another palette. */
export function recoloured(drawing: string, palette: Palette): string {
  if (palette === pagePalette) return drawing;
  const { languages, ...roles } = palette;
  const colours: Readonly<Record<string, string>> = { ...roles, ...languages };
  return drawing.replace(/var\(--([a-z]+)\)/g, (name, role: string) => colours[role] ?? name);
}

export const languageNames: Readonly<Record<Language, string>> = {
  typescript: "TypeScript",
  go: "Go",
  python: "Python",
  pypy: "PyPy",
};

/** The mark of a language's samples, for readers who cannot go by colour: in Plot's names and in Plotly's. */
export const languageSymbols: Readonly<Record<Language, { plot: string; plotly: string }>> = {
  typescript: { plot: "circle", plotly: "circle" },
  go: { plot: "diamond", plotly: "diamond" },
  python: { plot: "square", plotly: "square" },
  pypy: { plot: "triangle", plotly: "triangle-up" },
};
