// Developer's tool: `npm ci && npm run build` writes the files the program carries.
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { buildSync, version as esbuild } from 'esbuild';

const out = new URL('../../scrivania/formio/engine/bundle/', import.meta.url);
const core = JSON.parse(readFileSync('node_modules/@formio/core/package.json'));
buildSync({ entryPoints: ['entry.js'], bundle: true, minify: true, format: 'iife', platform: 'browser',
  target: 'es2020', legalComments: 'linked', outfile: new URL('formio-core.min.js', out).pathname });
copyFileSync('shim.js', new URL('shim.js', out));
copyFileSync('node_modules/@formio/core/LICENSE.txt', new URL('LICENSE.txt', out));
const sha256 = (name) => createHash('sha256').update(readFileSync(new URL(name, out))).digest('hex');
writeFileSync(new URL('manifest.json', out), JSON.stringify({
  package: core.name, version: core.version, licence: core.license, built_with: `esbuild ${esbuild}`,
  sha256: Object.fromEntries(['formio-core.min.js', 'shim.js'].map((name) => [name, sha256(name)])),
}, null, 2) + '\n');
