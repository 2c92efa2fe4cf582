// Writes the vendored subset of Bootstrap Italia: one style sheet with the fonts in front, the icons, the fonts.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import postcss from 'postcss';
import { DROPPED_BREAKPOINTS, DROPPED_CLASSES, FONTS, ICONS, KEPT_SIZES } from './subset.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'node_modules/bootstrap-italia');
const { version, license } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
const target = join(here, '../../scrivania/ui/static/ui/vendor/bootstrap-italia', version);

const isDropped = (name) => DROPPED_CLASSES.some((pattern) => pattern.test(name))
  || (DROPPED_BREAKPOINTS.test(name) && !KEPT_SIZES.test(name));
const classesOf = (selector) => (selector.replace(/:not\([^)]*\)/g, '').match(/\.[a-zA-Z][\w-]*/g) ?? [])
  .map((name) => name.slice(1));

function fontFaces() {
  return FONTS.flatMap(({ family, folder, stem, faces }) => faces.map(([suffix, weight, style]) =>
    `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};font-display:swap;`
    + `src:url("fonts/${folder}/${stem}-${suffix}.woff2") format("woff2")}`)).join('');
}

function styles() {
  const css = readFileSync(join(source, 'dist/css/bootstrap-italia.min.css'), 'utf8')
    .replace(/\/\*# sourceMappingURL=.*?\*\//, ''); // the map isn't shipped, and hashed storage looks for it
  const root = postcss.parse(css);
  root.walkAtRules('font-face', (rule) => { rule.remove(); }); // VideoJS, a data: font that font-src refuses
  root.walkRules((rule) => {
    if (rule.parent.type === 'atrule' && rule.parent.name.endsWith('keyframes')) return;
    const kept = rule.selectors.filter((selector) => !classesOf(selector).some(isDropped));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  const rules = root.toString();
  root.walkAtRules('keyframes', (rule) => {
    if (!new RegExp(`animation[^;}]*\\b${rule.params}\\b`).test(rules)) rule.remove();
  });
  root.walkAtRules((rule) => { if (rule.nodes && rule.nodes.length === 0) rule.remove(); });
  root.walkComments((comment) => { if (!/licen/i.test(comment.text)) comment.remove(); });
  return fontFaces() + root.toString();
}

function sprite() {
  const all = readFileSync(join(source, 'dist/svg/sprites.svg'), 'utf8');
  const symbols = ICONS.map((name) => {
    const found = all.match(new RegExp(`<symbol id="it-${name}".*?</symbol>`, 's'));
    if (!found) throw new Error(`no icon it-${name} in the sprite`);
    return found[0];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
}

// Written anew, not copied: the package marks its fonts as programs.
const copy = (from, to) => writeFileSync(join(target, to), readFileSync(join(source, from)));

function copyFonts() {
  for (const { folder, stem, faces, licence } of FONTS) {
    mkdirSync(join(target, 'fonts', folder), { recursive: true });
    for (const file of [licence, ...faces.map(([suffix]) => `${stem}-${suffix}.woff2`)]) {
      copy(join('dist/fonts', folder, file), join('fonts', folder, file));
    }
  }
}

const files = (folder) => readdirSync(folder).sort().flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? files(path) : [path];
});

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'bootstrap-italia.css'), styles());
writeFileSync(join(target, 'sprites.svg'), sprite());
copy('LICENSE', 'LICENSE');
copyFonts();
const sha256 = Object.fromEntries(files(target).map((path) =>
  [relative(target, path), createHash('sha256').update(readFileSync(path)).digest('hex')]));
writeFileSync(join(target, 'manifest.json'), `${JSON.stringify({ name: 'bootstrap-italia', version, license, sha256 }, null, 1)}\n`);
