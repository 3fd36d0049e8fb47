import { darkPalette, lightPalette, paletteDeclarations } from "../../charts/palette.js";
import { asset } from "../asset.js";

/** The colours of verdicts, which no chart uses. */
const LIGHT_TONES = "--yes:#17693f;--partly:#8a5a00;--no:#a8261f";
const DARK_TONES = "--yes:#62cf94;--partly:#e5b95c;--no:#f58d83";

/** What the style sheets of all pages begin with. */
export function themeStyle(): string {
  return colours() + asset("theme/theme.css");
}

/** The script of the theme switch, a hidden button with the id `theme`. */
export function themeSwitch(): string {
  return asset("theme/theme-switch.js");
}

/** A page's colours: light unless the reader's system or the switch says dark; paper is always light. */
function colours(): string {
  const light = `${paletteDeclarations(lightPalette)};${LIGHT_TONES}`;
  const dark = `${paletteDeclarations(darkPalette)};${DARK_TONES}`;
  return [
    `:root{${light}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme="light"]){${dark}}}`,
    `@media screen{:root[data-theme="dark"]{${dark}}}\n`,
  ].join("");
}
