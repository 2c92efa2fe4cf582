// Developer's tool: what the official core itself answers, in node, to the parity cases.
// `python cases.py | TZ=Europe/Rome node expect.mjs > ../../scrivania/formio/tests/parity.jsonl`
// A line in is {"name", "form", "data"}, a line out the same with "expected"; a repeated form is only named.
import { createInterface } from 'node:readline';
import { processSync, Processors } from '@formio/core/process';

console.warn = console.error = () => {};
const forms = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const { name, form, data } = JSON.parse(line);
  if (form) forms.set(name, JSON.stringify(form));
  const definition = JSON.parse(forms.get(name));
  const submission = { data: structuredClone(data) };
  const scope = { errors: [] };
  const context = { form: definition, submission, data: submission.data, components: definition.components,
    processors: Processors, scope, config: { server: true } };
  let expected;
  try {
    processSync(context);
    expected = { data: context.data, errors: scope.errors.map((e) => ({ key: e.errorKeyOrMessage, path: e.context.path })) };
  } catch {
    // The core itself gave up: the engine must answer "broken".
    expected = { data: null, errors: [{ key: 'broken', path: '' }] };
  }
  process.stdout.write(JSON.stringify({ name, ...(form ? { form } : {}), data, expected }) + '\n');
}
