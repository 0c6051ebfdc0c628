/** Colours by role (screens §3); each pair of text and ground was measured ≥ 4.5:1, edges ≥ 3:1. */
const light = {
  ink: '#17221c',
  ink2: '#4b5850',
  edge: '#76847b',
  line: '#dbe2dd',
  bg: '#f2f5f2',
  card: '#ffffff',
  sunk: '#eaf0eb',
  leaf: '#0a6644',
  leafd: '#074d33',
  leaft: '#e0f0e7',
  onleaf: '#ffffff',
  pale: '#b3d3c2',
  gold: '#f2b51d',
  goldt: '#fff2cc',
  goldink: '#6b4700',
  red: '#b3261e',
  redt: '#fce9e7',
  redink: '#8c1a13',
  onred: '#ffffff',
  blue: '#1a5ea6',
  bluet: '#e6f0fa',
  blueink: '#134a85',
  onblue: '#ffffff',
  shade: '0 1px 2px rgba(23,34,28,.06),0 2px 10px rgba(23,34,28,.05)',
};

const dark: typeof light = {
  ink: '#f1f5f2',
  ink2: '#b4c1b9',
  edge: '#7d8c83',
  line: '#333f38',
  bg: '#101613',
  card: '#1a221d',
  sunk: '#242e28',
  leaf: '#6fd3a4',
  leafd: '#8fe0ba',
  leaft: '#16382a',
  onleaf: '#07281b',
  pale: '#35584a',
  gold: '#f7c948',
  goldt: '#3a2e0c',
  goldink: '#f7d77e',
  red: '#ff9e94',
  redt: '#43201d',
  redink: '#ffb9b1',
  onred: '#3b0a06',
  blue: '#93c4f7',
  bluet: '#17304a',
  blueink: '#b7d8fa',
  onblue: '#10161b',
  shade: 'none',
};

const declare = (tokens: typeof light): string =>
  Object.entries(tokens)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

/** `auto` follows the device; light is the default, dark a choice (screens §1). */
export type Theme = 'light' | 'dark' | 'auto';

export function themeCss(theme: Theme): string {
  const lightCss = `:root{color-scheme:light;${declare(light)}}`;
  const darkCss = `color-scheme:dark;${declare(dark)}`;
  if (theme === 'light') return lightCss;
  if (theme === 'dark') return `:root{${darkCss}}`;
  return `${lightCss}@media(prefers-color-scheme:dark){:root{${darkCss}}}`;
}

/** Colour of the browser's own bars. */
export const barColour = { light: light.bg, dark: dark.bg };
