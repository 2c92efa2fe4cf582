// One context serves one form for many citizens: nothing a form's code writes may outlive the call.
const walk = (roots) => {
  const seen = new Set();
  const queue = [...roots];
  while (queue.length) {
    const value = queue.pop();
    if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) continue;
    seen.add(value);
    queue.push(Object.getPrototypeOf(value));
    for (const property of Object.values(Object.getOwnPropertyDescriptors(value))) {
      queue.push(property.value, property.get, property.set);
    }
  }
  return seen;
};

// On a frozen prototype `object.toString = f` would throw ("override mistake"), which honest code
// does; an accessor that defines the property on the receiver keeps it working.
const allowOverriding = (prototype) => {
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (!('value' in property) || !property.configurable) continue;
    const { value } = property;
    Object.defineProperty(prototype, name, {
      enumerable: property.enumerable,
      configurable: false,
      get() { return value; },
      set(replacement) {
        if (this === prototype) throw new TypeError('Shared objects are read-only');
        Object.defineProperty(this, name, { value: replacement, writable: true, enumerable: true, configurable: true });
      },
    });
  }
};

/** Freezes all that code can reach; returns what removes the globals that code has made since. */
export const seal = (global, extra) => {
  // Indirect eval could declare globals that can't be listed nor deleted; the core doesn't use it.
  delete global.eval;
  // Statements of these kinds reach intrinsics that no global names.
  const unnamed = [function* () {}, async () => {}, async function* () {}, [][Symbol.iterator](),
    new Map().entries(), new Set().values(), ''[Symbol.iterator](), /a/[Symbol.matchAll]('')];
  for (const prototype of [Object.prototype, Function.prototype, Error.prototype, TypeError.prototype,
    RangeError.prototype, SyntaxError.prototype, ReferenceError.prototype]) allowOverriding(prototype);
  const names = new Set(Reflect.ownKeys(global));
  const shared = walk([...Reflect.ownKeys(global).map((name) => global[name]), ...unnamed, ...extra]);
  shared.delete(global);
  for (const value of shared) if (!ArrayBuffer.isView(value)) Object.freeze(value);
  for (const name of names) {
    const property = Object.getOwnPropertyDescriptor(global, name);
    if (property.configurable) {
      Object.defineProperty(global, name, 'value' in property ? { writable: false, configurable: false } : { configurable: false });
    } else if (property.writable) Object.defineProperty(global, name, { writable: false });
  }
  // The global object itself stays open, because forms do write `total = 0` without declaring it: such
  // names last one call. One made undeletable spoils the context, which is thrown away.
  const { ownKeys, deleteProperty } = Reflect;
  return () => {
    for (const name of ownKeys(global)) {
      if (!names.has(name) && !deleteProperty(global, name)) throw new Error('unclean context');
    }
  };
};
