// The engine's whole surface: __load, __run, __check; strings in, one JSON string out.
import { processSync, Processors } from '@formio/core/process';
import { DefaultEvaluator, registerEvaluator } from '@formio/core/utils';
import dayjs from 'dayjs';
import { seal } from './seal.js';

const failures = [];
const note = (error, where) => {
  if (failures.length < 100) failures.push({ message: String((error && error.message) || error).slice(0, 300), key: where || '' });
};

// The official evaluator turns a throwing or unparsable rule into "valid". This one computes the
// same answers and also remembers every failure, so that the caller can refuse the whole answer.
class StrictEvaluator extends DefaultEvaluator {
  evaluator(func, ...params) {
    try {
      const compiled = super.evaluator(func, ...params);
      if (typeof func === 'function') return compiled;
      return function (...args) {
        try { return compiled.apply(this, args); } catch (error) { note(error); throw error; }
      };
    } catch (error) {
      note(error);
      throw error;
    }
  }
  evaluate(func, args, ...rest) {
    const before = failures.length;
    const value = super.evaluate(func, args, ...rest);
    const key = args && args.component && args.component.key;
    for (const failure of failures.slice(before)) failure.key = failure.key || key || '';
    return value;
  }
}
registerEvaluator(new StrictEvaluator());

let definition = null;

// The shim's and ours alone: a form's code must not be able to empty it.
const takeLog = globalThis.__takeLog;
delete globalThis.__takeLog;
let sweep = null;
let running = false;

// Once in the life of a context: what it holds afterwards is what was published.
globalThis.__load = (text) => {
  JSON.parse(text);
  definition = text;
  delete globalThis.__load;
  sweep = seal(globalThis, [dayjs, StrictEvaluator]);
  return 'true';
};

globalThis.__run = (dataText) => {
  // Called by a form's own code it would wipe the failures of the call under way.
  if (running) throw new Error('already running');
  running = true;
  try { return run(dataText); } finally { running = false; }
};

const run = (dataText) => {
  failures.length = 0;
  takeLog();
  sweep();
  // Processors write into components, so every call gets its own copy of the form.
  const form = JSON.parse(definition);
  const submission = { data: JSON.parse(dataText) };
  const scope = { errors: [] };
  const context = { form, submission, data: submission.data, components: form.components,
    processors: Processors, scope, config: { server: true } };
  processSync(context);
  return JSON.stringify({
    data: context.data,
    errors: scope.errors.map((e) => ({
      rule: e.ruleName || e.errorKeyOrMessage, key: e.errorKeyOrMessage,
      path: e.context && e.context.path, setting: e.context && e.context.setting,
    })),
    hidden: (scope.conditionals || []).filter((c) => c.conditionallyHidden).map((c) => c.path),
    failures: failures.concat(takeLog().map((message) => ({ message, key: '' }))),
  });
};

// Compiles without running; `snippets` is a list of {kind: "code"|"pattern", source}.
globalThis.__check = (text) => JSON.stringify(JSON.parse(text).map(({ kind, source }) => {
  try {
    if (kind === 'pattern') new RegExp(source); else new Function(source);
    return null;
  } catch (error) {
    return String(error.message || error);
  }
}));
